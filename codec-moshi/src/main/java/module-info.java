/** JSON of the service, to and from the types of core. */
module io.exportcomments.codec.moshi {
    requires transitive io.exportcomments.core;
    requires transitive okio;
    requires com.squareup.moshi;
    requires kotlin.stdlib;
    requires static org.jspecify;

    exports io.exportcomments.codec.moshi;
}
