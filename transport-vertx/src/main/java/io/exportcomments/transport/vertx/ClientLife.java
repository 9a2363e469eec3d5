package io.exportcomments.transport.vertx;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The life of a client, as a verticle: deployed by another verticle it is a child of that, and ends with it. Building
 * and closing block, and so are done by workers.
 */
final class ClientLife extends VerticleBase {
    private final ExportCommentsBuilder builder;
    private final CompletableFuture<ExportComments> built = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile @Nullable Vertx host;
    private volatile @Nullable String deployment;

    ClientLife(ExportCommentsBuilder builder) {
        this.builder = builder;
    }

    /** Builds the client; to be called on the context of whoever opens it. */
    Future<ExportComments> begin(Vertx vertx) {
        host = vertx;
        return vertx.deployVerticle(this).map(id -> {
            deployment = id;
            return built.join();
        });
    }

    /** Closes the client, if its verticle or Vertx has not done so; it is over once nothing is deployed any more. */
    CompletionStage<Void> end() {
        Vertx open = host;
        String id = deployment;
        if (open == null || id == null || closed.isDone()) {
            return closed;
        }
        // Fails when it was undeployed by others, who then close it.
        return open.undeploy(id)
                .toCompletionStage()
                .handle((nothing, undeployedByOthers) -> closed)
                .thenCompose(end -> end);
    }

    @Override
    public Future<?> start() {
        return vertx.executeBlocking(() -> built.complete(builder.build()), false);
    }

    @Override
    @SuppressWarnings("NullAway") // A Void has no other value than null.
    public Future<?> stop() {
        return vertx.executeBlocking(
                        () -> {
                            built.join().close();
                            return null;
                        },
                        false)
                .onComplete(nothing -> closed.complete(null));
    }
}
