/** Receiving webhook deliveries, and following jobs by them. */
module io.exportcomments.update.webhook {
    requires transitive io.exportcomments.core;
    requires transitive java.sql;
    requires transitive jdk.httpserver;
    requires io.exportcomments.codec.moshi;
    requires static org.jspecify;

    exports io.exportcomments.update.webhook;
    exports io.exportcomments.update.webhook.delivery;
    exports io.exportcomments.update.webhook.httpserver;
    exports io.exportcomments.update.webhook.jdbc;
}
