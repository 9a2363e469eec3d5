@NullMarked
package io.exportcomments.transport.vertx;

import org.jspecify.annotations.NullMarked;
