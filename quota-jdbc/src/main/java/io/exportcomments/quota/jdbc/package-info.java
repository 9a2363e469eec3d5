/** An account's limits in a database, shared by all programs that use it. */
@NullMarked
package io.exportcomments.quota.jdbc;

import org.jspecify.annotations.NullMarked;
