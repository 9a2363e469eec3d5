/** Following jobs by what the service pushes over one WebSocket. */
module io.exportcomments.update.websocket {
    requires transitive io.exportcomments.core;
    requires io.exportcomments.codec.moshi;
    requires com.squareup.moshi;
    requires okio;
    requires kotlin.stdlib;
    requires static org.jspecify;

    exports io.exportcomments.update.websocket;
}
