/** HTTP by Retrofit and OkHttp. */
module io.exportcomments.transport.retrofit {
    requires transitive io.exportcomments.core;
    requires transitive okhttp3;
    requires io.exportcomments.codec.moshi;
    requires okio;
    requires retrofit2;
    requires kotlin.stdlib;

    exports io.exportcomments.transport.retrofit;
}
