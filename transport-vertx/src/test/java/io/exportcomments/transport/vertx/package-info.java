/** Tests of the transport on Vert.x. */
@NullMarked
package io.exportcomments.transport.vertx;

import org.jspecify.annotations.NullMarked;
