/** Converts JSON to and from core's types, and error answers to core's errors. */
@NullMarked
package io.exportcomments.codec.moshi;

import org.jspecify.annotations.NullMarked;
