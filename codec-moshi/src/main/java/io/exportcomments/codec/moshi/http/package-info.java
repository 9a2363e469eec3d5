/** What every HTTP transport decides alike, whatever its library: redirects, parts of files, and the words for broken connections. */
@NullMarked
package io.exportcomments.codec.moshi.http;

import org.jspecify.annotations.NullMarked;
