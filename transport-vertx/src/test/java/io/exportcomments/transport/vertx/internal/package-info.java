/** Tests of how requests go by Vert.x. */
@NullMarked
package io.exportcomments.transport.vertx.internal;

import org.jspecify.annotations.NullMarked;
