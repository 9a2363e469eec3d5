/** The store of bulk exports in a database. */
@NullMarked
package io.exportcomments.bulk.jdbc;

import org.jspecify.annotations.NullMarked;
