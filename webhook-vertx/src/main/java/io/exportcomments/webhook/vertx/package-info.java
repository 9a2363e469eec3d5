/** Receives webhook deliveries in a Vert.x Web router. */
@NullMarked
package io.exportcomments.webhook.vertx;

import org.jspecify.annotations.NullMarked;
