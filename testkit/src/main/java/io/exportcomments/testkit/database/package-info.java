/** Databases for tests. */
@NullMarked
package io.exportcomments.testkit.database;

import org.jspecify.annotations.NullMarked;
