/** A way into the package of the same name. */
@NullMarked
package io.exportcomments.update.websocket.internal;

import org.jspecify.annotations.NullMarked;
