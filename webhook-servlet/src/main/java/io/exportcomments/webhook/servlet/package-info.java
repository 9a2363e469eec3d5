/** Receives webhook deliveries in a Jakarta Servlet container. */
@NullMarked
package io.exportcomments.webhook.servlet;

import org.jspecify.annotations.NullMarked;
