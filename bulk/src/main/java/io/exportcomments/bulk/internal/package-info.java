/** The engine of bulk exports. */
@NullMarked
package io.exportcomments.bulk.internal;

import org.jspecify.annotations.NullMarked;
