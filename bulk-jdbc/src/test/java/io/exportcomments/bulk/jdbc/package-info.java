/** Tests of the stores of bulk exports, each against the one contract. */
@NullMarked
package io.exportcomments.bulk.jdbc;

import org.jspecify.annotations.NullMarked;
