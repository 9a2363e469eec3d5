/** The statements of the shared limits. */
@NullMarked
package io.exportcomments.quota.jdbc.internal;

import org.jspecify.annotations.NullMarked;
