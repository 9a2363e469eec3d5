package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.AsyncBatchHandle;
import io.exportcomments.BatchHandle;
import io.exportcomments.ExportComments;
import io.exportcomments.error.BatchOutcomeUnknownException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.BatchUpdate;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Plan;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import io.exportcomments.update.polling.PollingUpdates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Batches on the whole way to the service and back: what is lost makes no export twice, and the page on them is true.
 */
@Timeout(60)
class BatchJourneyTest {
    private static final String SELF =
            "integration-tests/src/test/java/io/exportcomments/integration/BatchJourneyTest.java";

    /** An attempt that gets no answer ends in real time. */
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(60));

    enum Stack {
        RETROFIT,
        VERTX;

        TransportProvider provider() {
            return this == RETROFIT ? RetrofitTransport.create() : VertxTransport.create();
        }
    }

    /** What becomes of the request, and whether its jobs exist. */
    enum Loss {
        RESET_BEFORE_TAKING(Fault.resetBeforeTaking(), false),
        RESET_AFTER_TAKING(Fault.resetAfterTaking(), true),
        NO_ANSWER(Fault.neverAnswer(), true),
        CUT_ANSWER(Fault.cutBody(20), true),
        GARBAGE(Fault.garbage(), true),
        BAD_GATEWAY_BEFORE_TAKING(Fault.badGateway(), false),
        BAD_GATEWAY_AFTER_TAKING(Fault.badGateway().afterTaking(), true);

        @SuppressWarnings("ImmutableEnumChecker") // says of itself that it is
        private final Fault fault;

        private final boolean taken;

        Loss(Fault fault, boolean taken) {
            this.fault = fault;
            this.taken = taken;
        }
    }

    static Stream<Arguments> losses() {
        return Arrays.stream(Stack.values())
                .flatMap(stack -> Arrays.stream(Loss.values()).map(loss -> Arguments.of(stack, loss)));
    }

    private static List<String> videos(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "https://www.youtube.com/watch?v=dQw4w9WgX" + (10 + i))
                .toList();
    }

    private static Simulation simulation(Stack stack) {
        return Simulation.builder(stack.provider())
                .timeouts(TIMEOUTS)
                .plan(Plan.BUSINESS)
                .interceptor(
                        time -> Policies.builder(Plan.BUSINESS).timekeeper(time).build())
                .start();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aBatchWhoseAnswerIsLostIsSentOnceAndItsJobsAreFound(Stack stack, Loss loss) {
        try (Simulation simulation = simulation(stack)) {
            simulation.mock().faults().on(MockOperation.BATCH_CREATE).inject(loss.fault);
            simulation.mock().faults().on(MockOperation.LIST).inject(Fault.badGateway());
            CompletableFuture<AsyncBatchHandle> created =
                    simulation.client().async().createBatch(BatchRequest.of(videos(30)));
            simulation.pass(Duration.ofSeconds(58));

            assertThat(simulation.mock().journal().count(MockOperation.BATCH_CREATE))
                    .isOne();
            assertThat(created).isDone();
            if (loss.taken) {
                assertThat(simulation.mock().jobs().all())
                        .extracting(job -> job.guid().toString())
                        .containsExactlyInAnyOrderElementsOf(created.join().receipt().orElseThrow().guids().stream()
                                .map(guid -> guid.value())
                                .toList());
            } else {
                assertThat(failure(created))
                        .isInstanceOfSatisfying(
                                BatchOutcomeUnknownException.class,
                                unknown -> assertThat(unknown.missing()).hasSize(30));
                assertThat(simulation.mock().jobs().all()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void aServiceWithoutBatchesSaysSo(Stack stack) {
        try (Simulation simulation = simulation(stack)) {
            simulation.mock().faults().on(MockOperation.BATCH_CREATE).inject(Fault.status(404));
            CompletableFuture<AsyncBatchHandle> created =
                    simulation.client().async().createBatch(BatchRequest.of(videos(2)));
            // A page that is not the service's own proves nothing by itself: the list is looked at first.
            simulation.pass(Duration.ofSeconds(40));

            assertThat(failure(created)).isInstanceOf(NotFoundException.class);
            assertThat(simulation.mock().journal().count(MockOperation.LIST)).isPositive();
            assertThat(simulation.mock().journal().count(MockOperation.BATCH_CREATE))
                    .isOne();
        }
    }

    @Test
    void aBatchIsFollowedToItsEndWithinThePlan() {
        try (Simulation simulation = Simulation.builder(RetrofitTransport.create())
                .plan(Plan.PREMIUM)
                .enforce(ServicePlan.premium())
                .prepare(mock -> mock.script(
                        "*",
                        JobScript.queued(Duration.ofSeconds(1))
                                .progress(Duration.ZERO, 0)
                                .done(Duration.ofSeconds(60))
                                .rows(10)))
                .updates(PollingUpdates.create())
                .interceptor(
                        time -> Policies.builder(Plan.PREMIUM).timekeeper(time).build())
                .start()) {
            ExportComments client = simulation.client();
            CompletableFuture<BatchUpdate> end = client.async()
                    .createBatch(BatchRequest.of(videos(25)))
                    .thenCompose(batch -> batch.await(Duration.ofHours(1)));
            simulation.pass(Duration.ofMinutes(32));

            assertThat(end).isCompletedWithValueMatching(last -> last.count(JobStatus.DONE) == 25);
            assertThat(simulation.mock().journal().count(entry -> entry.status() == 429))
                    .isZero();
        }
    }

    private static Throwable failure(CompletableFuture<?> call) {
        assertThat(call).isCompletedExceptionally();
        Throwable failure = call.handle((value, error) -> error).join();
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private final List<String> logged = new ArrayList<>();

    private void log(String line) {
        logged.add(line);
    }

    private void export(ExportComments client, List<String> urls, Path folder) {
        // tag::batch[]
        BatchHandle batch = client.createBatch(BatchRequest.of(urls).with(o -> o.replies(true)));
        batch.receipt().orElseThrow().rejected().forEach(url -> log(url.url() + ": " + url.reason()));

        BatchUpdate end = batch.await(Duration.ofHours(2));
        for (JobUpdate job : end.jobs()) {
            if (job.status() == JobStatus.DONE) {
                client.download(
                        job.job(), ResultFormat.JSON, folder.resolve(job.job().guid() + ".json"));
            }
        }
        // end::batch[]
    }

    @Test
    void thePageShowsWhatIsHere() {
        Snippets.assertShown("docs/batches.md", SELF);
    }

    @Test
    void whatThePageShowsExportsEachUrlThatIsTaken(@TempDir Path folder) throws IOException {
        try (MockService mock = MockService.builder()
                        .defaultScript(JobScript.instant().rows(2))
                        .start();
                ExportComments client = ExportComments.builder()
                        .baseUrl(mock.baseUrl())
                        .token(mock.token())
                        .transport(RetrofitTransport.create())
                        .updates(PollingUpdates.create())
                        .build()) {
            List<String> urls = new ArrayList<>(videos(3));
            urls.add("https://example.com/nothing");
            export(client, urls, folder);
        }
        assertThat(logged).singleElement().asString().contains("https://example.com/nothing");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }
}
