/** Following jobs by asking for their state. */
module io.exportcomments.update.polling {
    requires transitive io.exportcomments.core;

    exports io.exportcomments.update.polling;
}
