/** The port of bulk exports: the store that keeps batches and their items. */
@NullMarked
package io.exportcomments.bulk.port;

import org.jspecify.annotations.NullMarked;
