/**
 * What a transport's HTTP library has to do, beginning with {@link io.exportcomments.transport.http.spi.HttpSender}.
 */
@NullMarked
package io.exportcomments.transport.http.spi;

import org.jspecify.annotations.NullMarked;
