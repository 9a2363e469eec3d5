/** Receiving webhooks in a servlet container. */
module io.exportcomments.webhook.servlet {
    requires transitive io.exportcomments.update.webhook;
    requires transitive jakarta.servlet;
    requires static org.jspecify;

    exports io.exportcomments.webhook.servlet;
}
