/**
 * HTTP by Vert.x, and a view for Vert.x programs: begin at {@link io.exportcomments.transport.vertx.VertxTransport}.
 */
@NullMarked
package io.exportcomments.transport.vertx;

import org.jspecify.annotations.NullMarked;
