package io.exportcomments.transport.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.BatchUpdate;
import io.exportcomments.job.JobStatus;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.testkit.mock.MockServiceExtension;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A batch as a Vert.x program sees it. */
@Timeout(30)
class VertxBatchTest {
    private static final BatchRequest REQUEST =
            BatchRequest.of(List.of("https://www.youtube.com/watch?v=one", "https://www.youtube.com/watch?v=two"));

    @RegisterExtension
    static final MockServiceExtension mock =
            MockServiceExtension.create(builder -> builder.defaultScript(JobScript.instant()));

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theWholeWayOfABatchOnOneContext() throws Exception {
        List<Boolean> atHome = new CopyOnWriteArrayList<>();
        List<BatchUpdate> updates = new CopyOnWriteArrayList<>();
        Context context = vertx.getOrCreateContext();
        Future<BatchUpdate> end = Future.future(promise -> context.runOnContext(go -> VertxExportComments.open(
                        vertx,
                        ExportComments.builder()
                                .baseUrl(mock.service().baseUrl())
                                .token(mock.service().token())
                                .reconcileEvery(Duration.ofSeconds(5)))
                .compose(client -> client.createBatch(REQUEST)
                        .map(batch -> client.batch(batch.id().orElseThrow())))
                .compose(batch -> {
                    atHome.add(Vertx.currentContext() == context);
                    return batch.refresh().compose(state -> {
                        assertThat(state.guids()).hasSize(2);
                        return Future.<Void>future(over -> batch.updates()
                                        .exceptionHandler(over::fail)
                                        .endHandler(nothing -> over.complete())
                                        .handler(update -> {
                                            atHome.add(Vertx.currentContext() == context);
                                            updates.add(update);
                                        }))
                                .compose(nothing -> batch.guids())
                                .map(guids -> assertThat(guids).containsExactlyElementsOf(state.guids()))
                                .compose(nothing -> batch.await(Duration.ofSeconds(20)));
                    });
                })
                .onComplete(promise)));

        BatchUpdate last = end.toCompletionStage().toCompletableFuture().get(25, TimeUnit.SECONDS);
        assertThat(last.count(JobStatus.DONE)).isEqualTo(2);
        assertThat(updates).last().returns(true, BatchUpdate::isTerminal);
        assertThat(atHome).isNotEmpty().containsOnly(true);
    }
}
