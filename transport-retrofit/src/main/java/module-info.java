/** HTTP and WebSockets by Retrofit and OkHttp. */
module io.exportcomments.transport.retrofit {
    requires transitive io.exportcomments.core;
    requires transitive okhttp3;
    requires io.exportcomments.transport.http;
    requires okio;
    requires retrofit2;
    requires kotlin.stdlib;
    requires static org.jspecify;

    exports io.exportcomments.transport.retrofit;

    opens io.exportcomments.transport.retrofit.internal to
            retrofit2;
}
