/** How the mock's webhooks are kept, and how deliveries get to them. */
@NullMarked
package io.exportcomments.mock.internal.webhook;

import org.jspecify.annotations.NullMarked;
