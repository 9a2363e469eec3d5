/** The rows of results: where they go, in which formats they are written, and what all platforms share. */
@NullMarked
package io.exportcomments.result;

import org.jspecify.annotations.NullMarked;
