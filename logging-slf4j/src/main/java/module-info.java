/** A log of what the client does, by SLF4J. */
module io.exportcomments.logging.slf4j {
    requires transitive io.exportcomments.core;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.exportcomments.logging.slf4j;
}
