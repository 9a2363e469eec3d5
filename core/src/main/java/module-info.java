/** The client, the job model, the lifecycle, the watch engine, and the ports that adapters fill. */
module io.exportcomments.core {
    requires static transitive org.jspecify;

    exports io.exportcomments;
    exports io.exportcomments.adapter;
    exports io.exportcomments.annotation;
    exports io.exportcomments.error;
    exports io.exportcomments.event;
    exports io.exportcomments.job;
    exports io.exportcomments.network;
    exports io.exportcomments.platform;
    exports io.exportcomments.port;
    exports io.exportcomments.result;
    exports io.exportcomments.webhook;
}
