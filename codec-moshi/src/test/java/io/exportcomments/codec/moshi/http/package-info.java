/** Tests of what every HTTP transport decides alike. */
@NullMarked
package io.exportcomments.codec.moshi.http;

import org.jspecify.annotations.NullMarked;
