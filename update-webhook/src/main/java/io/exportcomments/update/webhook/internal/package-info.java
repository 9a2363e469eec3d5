/** The way of a delivery through the receiver, and the update sources that are fed by it. */
@NullMarked
package io.exportcomments.update.webhook.internal;

import org.jspecify.annotations.NullMarked;
