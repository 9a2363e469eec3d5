/** The update source that listens to what the service pushes over a WebSocket: the Centrifuge protocol's JSON form. */
@NullMarked
package io.exportcomments.update.websocket;

import org.jspecify.annotations.NullMarked;
