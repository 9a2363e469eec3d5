/** JSON of the service, to and from core's types. */
module io.exportcomments.codec.moshi {
    requires transitive io.exportcomments.core;
    requires transitive okio;
    requires com.squareup.moshi;
    requires kotlin.stdlib;

    exports io.exportcomments.codec.moshi;
    exports io.exportcomments.codec.moshi.http;
}
