package io.exportcomments.transport.vertx.internal;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The Vertx of a transport to which none was lent: one event loop, as few threads as there can be, no files. */
final class OwnVertx {
    private OwnVertx() {}

    /** Starts one; whoever has it closes it. */
    static Vertx start() {
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        return Vertx.builder()
                .with(options)
                .withTransport(new WatchedTransport())
                .build();
    }
}
