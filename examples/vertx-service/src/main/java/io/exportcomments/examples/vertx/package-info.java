/**
 * A Vert.x service that creates export jobs on demand and streams their progress: begin at
 * {@link io.exportcomments.examples.vertx.VertxServiceApplication}.
 */
@NullMarked
package io.exportcomments.examples.vertx;

import org.jspecify.annotations.NullMarked;
