/** Receives webhook deliveries with the JDK's own HTTP server. */
@NullMarked
package io.exportcomments.update.webhook.httpserver;

import org.jspecify.annotations.NullMarked;
