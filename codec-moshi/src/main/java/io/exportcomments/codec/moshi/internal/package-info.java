/** How the codec reads and writes JSON: one class for each kind of message, and the checks that they share. */
@NullMarked
package io.exportcomments.codec.moshi.internal;

import org.jspecify.annotations.NullMarked;
