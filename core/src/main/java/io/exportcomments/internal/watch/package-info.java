/** The watch engine: every guarantee about updates is kept here, once, for all sources. */
@NullMarked
package io.exportcomments.internal.watch;

import org.jspecify.annotations.NullMarked;
