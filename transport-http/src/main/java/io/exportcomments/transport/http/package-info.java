/**
 * The operations over HTTP that all transports share: a transport makes an
 * {@link io.exportcomments.transport.http.HttpTransport}.
 */
@NullMarked
package io.exportcomments.transport.http;

import org.jspecify.annotations.NullMarked;
