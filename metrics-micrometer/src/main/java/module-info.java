/** Meters and observations by Micrometer. */
module io.exportcomments.metrics.micrometer {
    requires transitive io.exportcomments.core;
    requires static transitive io.exportcomments.bulk;
    requires transitive micrometer.commons;
    requires transitive micrometer.core;
    requires transitive micrometer.observation;
    requires static org.jspecify;

    exports io.exportcomments.metrics.micrometer;
    exports io.exportcomments.metrics.micrometer.names;
}
