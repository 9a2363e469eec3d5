/** JSON to and from core's types, by hand-written streaming adapters on Moshi, and error bodies to core's errors. */
@NullMarked
package io.exportcomments.codec.moshi;

import org.jspecify.annotations.NullMarked;
