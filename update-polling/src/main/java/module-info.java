/** Following jobs by asking for their state. */
module io.exportcomments.update.polling {
    requires transitive io.exportcomments.core;
    requires static org.jspecify;

    exports io.exportcomments.update.polling;
}
