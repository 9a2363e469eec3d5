/** Keeps webhook deliveries in a database, for several instances and across restarts. */
@NullMarked
package io.exportcomments.update.webhook.jdbc;

import org.jspecify.annotations.NullMarked;
