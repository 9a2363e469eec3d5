/** The webhooks that an account has: values for their management, which is experimental. */
@NullMarked
package io.exportcomments.webhook;

import org.jspecify.annotations.NullMarked;
