/** The webhooks of the mock's account, and how their deliveries are signed. */
@NullMarked
package io.exportcomments.mock.webhook;

import org.jspecify.annotations.NullMarked;
