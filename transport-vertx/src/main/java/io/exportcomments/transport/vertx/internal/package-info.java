/** How Vert.x carries requests, files and WebSockets. */
@NullMarked
package io.exportcomments.transport.vertx.internal;

import org.jspecify.annotations.NullMarked;
