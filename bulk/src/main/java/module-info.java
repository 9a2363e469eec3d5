/** Durable bulk exports, and the port of their store. */
module io.exportcomments.bulk {
    requires transitive io.exportcomments.core;
    requires static org.jspecify;

    exports io.exportcomments.bulk;
    exports io.exportcomments.bulk.batch;
    exports io.exportcomments.bulk.port;
}
