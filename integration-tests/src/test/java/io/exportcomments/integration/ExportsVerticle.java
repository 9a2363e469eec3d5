package io.exportcomments.integration;

import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.transport.vertx.VertxExportComments;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Duration;

// tag::verticle[]
class ExportsVerticle extends VerticleBase {
    private final ExportCommentsBuilder builder;
    private final Path folder;

    ExportsVerticle(ExportCommentsBuilder builder, Path folder) {
        this.builder = builder;
        this.folder = folder;
    }

    @Override
    public Future<?> start() {
        return VertxExportComments.open(vertx, builder)
                .onSuccess(client -> vertx.eventBus()
                        .<String>consumer(
                                "exports",
                                message -> export(client, message.body())
                                        .onSuccess(file -> message.reply(file.toString()))
                                        .onFailure(failure -> message.fail(1, failure.getMessage()))));
    }

    private Future<Path> export(VertxExportComments client, String url) {
        return Future.succeededFuture(url)
                .map(ExportRequest::of)
                .compose(client::create)
                .compose(job -> job.await(Duration.ofMinutes(10)))
                .compose(done -> client.download(
                        done, ResultFormat.JSON, folder.resolve(done.guid() + ".json"), DownloadOptions.DEFAULT));
    }
}
// end::verticle[]
