package io.exportcomments.transport.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.JobStoppedException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.result.JsonLines;
import io.exportcomments.testkit.mock.MockServiceExtension;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The client as a Vert.x program sees it, against the mock service; no event loop may be held up. */
@Timeout(30)
class VertxExportCommentsTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";
    private static final String ENDLESS = "https://www.reddit.com/r/java/comments/endless/";
    private static final String FAILING = "https://www.reddit.com/r/java/comments/failing/";
    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    static final MockServiceExtension mock =
            MockServiceExtension.create(builder -> builder.defaultScript(JobScript.instant())
                    .script(ENDLESS, JobScript.endless())
                    .script(FAILING, JobScript.failing("the page is gone")));

    private static CheckedVertx checked;

    @BeforeAll
    static void lend() {
        WarmUp.run();
        checked = new CheckedVertx();
    }

    @AfterAll
    static void takeBack() {
        checked.close();
    }

    @AfterEach
    void noEventLoopWasHeldUp() {
        checked.assertNeverBlocked();
    }

    private static ExportCommentsBuilder builder() {
        return ExportComments.builder()
                .baseUrl(mock.service().baseUrl())
                .token(mock.service().token())
                .reconcileEvery(Duration.ofSeconds(5));
    }

    @Test
    void theWholeWayOfAJobOnOneContext(@TempDir Path folder) {
        List<String> there = inVerticle(client -> {
            Context context = Vertx.currentContext();
            List<String> seen = new ArrayList<>();
            return client.ping()
                    .compose(pong -> client.create(ExportRequest.of(VIDEO).limit(20)))
                    .compose(job -> {
                        seen.add("created " + (Vertx.currentContext() == context));
                        return ended(job, seen, context).map(job);
                    })
                    .compose(job -> job.await(SOON).compose(done -> {
                        seen.add("awaited " + done.status() + " " + (Vertx.currentContext() == context));
                        return job.download(
                                ResultFormat.JSON, folder.resolve("comments.json"), DownloadOptions.DEFAULT);
                    }))
                    .map(file -> {
                        seen.add("downloaded " + file.getFileName() + " " + (Vertx.currentContext() == context));
                        return seen;
                    });
        });

        assertThat(there)
                .startsWith("created true")
                .contains("update DONE true", "end true", "awaited DONE true")
                .endsWith("downloaded comments.json true");
        assertThat(folder.resolve("comments.json")).isNotEmptyFile();
    }

    private static Future<Void> ended(VertxJobHandle job, List<String> seen, Context context) {
        return Future.future(promise -> job.updates()
                .exceptionHandler(promise::fail)
                .endHandler(end -> {
                    seen.add("end " + (Vertx.currentContext() == context));
                    promise.complete();
                })
                .handler(update -> seen.add("update " + update.status() + " " + (Vertx.currentContext() == context))));
    }

    @Test
    void eachOperationHasAFuture() {
        String seen = inVerticle(client -> client.create(ExportRequest.of(VIDEO))
                .compose(created -> client.await(created.guid(), SOON))
                .compose(done -> client.open(done, ResultFormat.JSON)
                        .compose(VertxExportCommentsTest::size)
                        .compose(size -> client.rows(done).compose(VertxExportCommentsTest::count))
                        .compose(rows -> client.list(1, 10))
                        .compose(page -> client.get(done.guid()))
                        .map(again -> again.guid().equals(done.guid()) + " " + again.status())));

        assertThat(seen).isEqualTo("true DONE");
    }

    private static Future<Long> size(InputStream result) {
        return Vertx.currentContext().executeBlocking(() -> {
            try (result) {
                return result.transferTo(java.io.OutputStream.nullOutputStream());
            }
        });
    }

    private static Future<Long> count(Stream<?> rows) {
        return Vertx.currentContext().executeBlocking(() -> {
            try (rows) {
                return rows.count();
            }
        });
    }

    @Test
    void rowsAndCommentsAndTablesOfAResult(@TempDir Path folder) {
        AtomicInteger rows = new AtomicInteger();
        String seen = inVerticle(client -> client.create(ExportRequest.of(VIDEO).limit(20))
                .compose(created -> client.await(created.guid(), SOON))
                .compose(done -> client.rows(done, row -> rows.incrementAndGet())
                        .compose(count -> client.comments(done)
                                .compose(VertxExportCommentsTest::count)
                                .map(comments -> count + " " + comments)))
                .compose(counts -> client.list(1, 1)
                        .compose(page -> client.download(
                                page.jobs().get(0),
                                JsonLines.flat(),
                                folder.resolve("comments.jsonl"),
                                DownloadOptions.DEFAULT))
                        .map(file -> counts + " " + file.getFileName())));

        assertThat(seen).isEqualTo(rows + " " + rows + " comments.jsonl");
        assertThat(rows.get()).isPositive();
        assertThat(folder.resolve("comments.jsonl"))
                .content()
                .satisfies(lines -> assertThat(lines.lines()).hasSize(rows.get()));
    }

    @Test
    void aJobIsStoppedAndRetriedByTheClientAndByItsHandle() {
        VertxExportComments client = answer(VertxExportComments.open(checked.vertx(), builder()));
        JobGuid endless = answer(client.create(ExportRequest.of(ENDLESS))).guid();
        assertThat(answer(client.stop(endless)).status()).isEqualTo(JobStatus.STOPPED);
        JobGuid second = answer(client.create(ExportRequest.of(ENDLESS))).guid();
        assertThat(answer(client.job(second).stop()).status()).isEqualTo(JobStatus.STOPPED);
        JobGuid failing = answer(client.create(ExportRequest.of(FAILING))).guid();
        await(client, failing, JobStatus.ERROR);
        assertThat(answer(client.retry(failing)).guid()).isEqualTo(failing);
        await(client, failing, JobStatus.ERROR);
        assertThat(answer(client.job(failing).retry()).guid()).isEqualTo(failing);
        answer(client.close());
    }

    private static void await(VertxExportComments client, JobGuid guid, JobStatus end) {
        List<JobStatus> seen = new CopyOnWriteArrayList<>();
        answer(Future.<Void>future(promise -> client.job(guid)
                .onUpdate(update -> seen.add(update.status()))
                .exceptionHandler(promise::fail)
                .endHandler(promise::complete)));
        assertThat(seen).last().isEqualTo(end);
    }

    @Test
    void allJobsAreListedAsThereIsDemand() {
        List<JobGuid> listed = inVerticle(client -> client.create(ExportRequest.of(VIDEO))
                .compose(first -> client.create(ExportRequest.of(VIDEO + "&t=2")))
                .compose(second -> Future.future(promise -> {
                    List<JobGuid> guids = new ArrayList<>();
                    client.listAll()
                            .exceptionHandler(promise::fail)
                            .endHandler(end -> promise.complete(guids))
                            .handler(job -> guids.add(job.guid()));
                })));

        assertThat(listed).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
    }

    @Test
    void aStoppedJobIsToldToItsWatcher() {
        String end = inVerticle(client -> client.create(ExportRequest.of(ENDLESS))
                .compose(job -> job.stop()
                        .compose(stopped -> job.await(SOON))
                        .map(done -> "done")
                        .otherwise(error -> error.getClass().getSimpleName())));

        assertThat(end).isEqualTo(JobStoppedException.class.getSimpleName());
    }

    @Test
    void whatFailsIsAnErrorOfCore() {
        JobGuid unknown = JobGuid.of("00000000-0000-4000-8000-000000000000");

        assertThatThrownBy(() -> inVerticle(client -> client.get(unknown)))
                .hasRootCauseInstanceOf(NotFoundException.class);
    }

    @Test
    void aClientEndsWithTheVerticleThatOpenedIt() {
        CompletableFuture<VertxExportComments> opened = new CompletableFuture<>();
        CompletableFuture<Throwable> watchEnd = new CompletableFuture<>();
        VerticleBase verticle = new VerticleBase() {
            @Override
            public Future<?> start() {
                return VertxExportComments.open(vertx, builder())
                        .compose(client -> client.create(ExportRequest.of(ENDLESS))
                                .map(job -> {
                                    job.updates()
                                            .exceptionHandler(watchEnd::complete)
                                            .handler(update -> {});
                                    return opened.complete(client);
                                }));
            }
        };
        String id = answer(checked.vertx().deployVerticle(verticle));

        answer(checked.vertx().undeploy(id));

        VertxExportComments client = answer(Future.fromCompletionStage(opened));
        assertThatThrownBy(() -> answer(client.ping())).hasRootCauseInstanceOf(ClientClosedException.class);
        assertThat(answer(Future.fromCompletionStage(watchEnd))).isInstanceOf(ClientClosedException.class);
        answer(client.close());
        await();
    }

    @Test
    void aClientEndsWithItsVertx() {
        Vertx other = Vertx.vertx();
        VertxExportComments client = answer(VertxExportComments.open(other, builder()));
        answer(client.ping());

        answer(other.close());

        assertThat(client.async().ping()).isCompletedExceptionally();
        await();
    }

    @Test
    void closingTwiceIsFineAndWaitsForTheEnd() {
        VertxExportComments client = answer(VertxExportComments.open(checked.vertx(), builder()));
        answer(client.ping());

        answer(client.close());
        answer(client.close());

        await();
        assertThat(checked.vertx().deploymentIDs()).isEmpty();
    }

    @Test
    void aViewOfALentClientLeavesItOpen() {
        try (ExportComments lent =
                builder().transport(VertxTransport.create(checked.vertx())).build()) {
            VertxExportComments view = VertxExportComments.of(checked.vertx(), lent);
            answer(view.ping());

            answer(view.close());

            lent.ping();
            assertThat(view.async()).isSameAs(lent.async());
        }
    }

    @Test
    void aClientThatCannotBeBuiltFailsTheFuture() {
        assertThatThrownBy(() -> answer(VertxExportComments.open(checked.vertx(), ExportComments.builder())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("token");
    }

    @Test
    void aHandleShowsWhatIsKnown() {
        VertxExportComments client = answer(VertxExportComments.open(checked.vertx(), builder()));
        VertxJobHandle job = answer(client.create(ExportRequest.of(VIDEO)));

        assertThat(job.snapshot()).map(Job::guid).contains(job.guid());
        assertThat(answer(job.refresh()).status()).isEqualTo(JobStatus.DONE);
        assertThat(job.toString()).contains(job.guid().value());
        answer(client.close());
    }

    private static <T> T inVerticle(Function<VertxExportComments, Future<T>> program) {
        CompletableFuture<T> result = new CompletableFuture<>();
        VerticleBase verticle = new VerticleBase() {
            @Override
            public Future<?> start() {
                return VertxExportComments.open(vertx, builder())
                        .compose(program)
                        .onComplete(result::complete, result::completeExceptionally);
            }
        };
        Future<String> deployed = checked.vertx().deployVerticle(verticle);
        try {
            return answer(Future.fromCompletionStage(result));
        } finally {
            if (!result.isCompletedExceptionally()) {
                answer(checked.vertx().undeploy(answer(deployed)));
            }
        }
    }

    private static <T> T answer(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } catch (Exception e) {
            throw new AssertionError("No answer in time", e);
        }
    }

    private static List<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("exportcomments-") && !name.startsWith("exportcomments-mock"))
                .toList();
    }

    private static void await() {
        long end = System.nanoTime() + SOON.toNanos();
        while (!ownThreads().isEmpty()) {
            assertThat(System.nanoTime()).as("the end of " + ownThreads()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
