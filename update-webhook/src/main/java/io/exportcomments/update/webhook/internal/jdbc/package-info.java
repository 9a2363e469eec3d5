/** What databases have in common, and what tells them apart, for the store of deliveries. */
@NullMarked
package io.exportcomments.update.webhook.internal.jdbc;

import org.jspecify.annotations.NullMarked;
