/** Batches, their items and what becomes of them. */
@NullMarked
package io.exportcomments.bulk.batch;

import org.jspecify.annotations.NullMarked;
