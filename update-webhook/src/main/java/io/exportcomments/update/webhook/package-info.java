/** Receives webhook deliveries: verifies them, handles each once, loses none, and follows jobs by them. */
@NullMarked
package io.exportcomments.update.webhook;

import org.jspecify.annotations.NullMarked;
