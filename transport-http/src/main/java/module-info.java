/** What HTTP transports share: the operations over one small port for sending. */
module io.exportcomments.transport.http {
    requires transitive io.exportcomments.core;
    requires transitive io.exportcomments.codec.moshi;
    requires okio;
    requires static org.jspecify;

    exports io.exportcomments.transport.http;
    exports io.exportcomments.transport.http.spi;
}
