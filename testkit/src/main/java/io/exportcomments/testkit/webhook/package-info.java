/** Signed webhook deliveries for tests of handlers, and the suite that every receiver of deliveries passes. */
@NullMarked
package io.exportcomments.testkit.webhook;

import org.jspecify.annotations.NullMarked;
