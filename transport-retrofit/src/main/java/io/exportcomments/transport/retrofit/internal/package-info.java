/** How Retrofit and OkHttp carry requests, files and WebSockets. */
@NullMarked
package io.exportcomments.transport.retrofit.internal;

import org.jspecify.annotations.NullMarked;
