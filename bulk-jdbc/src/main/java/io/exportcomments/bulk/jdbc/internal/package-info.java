/** The tables of bulk exports, and what tells the databases apart. */
@NullMarked
package io.exportcomments.bulk.jdbc.internal;

import org.jspecify.annotations.NullMarked;
