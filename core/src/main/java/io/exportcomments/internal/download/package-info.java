/** Fetching results: to a file, as a stream, row by row; each resumed after a break. */
@NullMarked
package io.exportcomments.internal.download;

import org.jspecify.annotations.NullMarked;
