package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.AsyncExportComments;
import io.exportcomments.AsyncJobHandle;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.Operation;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The lookup of doubtful creations and the policies' retry, together, on each transport: an export is created once,
 * whatever is lost.
 */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT) // they wait for time-outs
@Tag("jdk-independent")
class CreateOnceTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";

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

    /** What becomes of the first creation, and how many the service gets to see. */
    enum Loss {
        RESET_BEFORE_TAKING(Fault.resetBeforeTaking(), 2),
        RESET_AFTER_TAKING(Fault.resetAfterTaking(), 1),
        CLOSED_BEFORE_TAKING(Fault.closeBeforeTaking(), 2),
        CLOSED_AFTER_TAKING(Fault.closeAfterTaking(), 1),
        NO_ANSWER(Fault.neverAnswer(), 1),
        CUT_ANSWER(Fault.cutBody(20), 1),
        GARBAGE(Fault.garbage(), 1),
        BAD_GATEWAY_BEFORE_TAKING(Fault.badGateway(), 2),
        BAD_GATEWAY_AFTER_TAKING(Fault.badGateway().afterTaking(), 1),
        UNAVAILABLE_FOR_A_WHILE(Fault.status(503).header("Retry-After", "20"), 2),
        SEE_OTHER(Fault.status(303).header("Location", "/").afterTaking(), 1),
        UNAVAILABLE_AFTER_TAKING(Fault.status(503).header("Retry-After", "20").afterTaking(), 1),
        REFUSED(Fault.status(429).body("{\"error_code\":\"RATE_LIMIT_EXCEEDED\",\"seconds_to_wait\":5}"), 2);

        @SuppressWarnings("ImmutableEnumChecker") // says of itself that it is
        private final Fault fault;

        private final int sendings;

        Loss(Fault fault, int sendings) {
            this.fault = fault;
            this.sendings = sendings;
        }
    }

    static Stream<Arguments> losses() {
        return Arrays.stream(Stack.values())
                .flatMap(stack -> Arrays.stream(Loss.values()).map(loss -> Arguments.of(stack, loss)));
    }

    private static Simulation simulation(Stack stack) {
        return Simulation.builder(stack.provider())
                .timeouts(TIMEOUTS)
                .plan(Plan.BUSINESS)
                .interceptor(
                        time -> Policies.builder(Plan.BUSINESS).timekeeper(time).build())
                .start();
    }

    private static CompletableFuture<AsyncJobHandle> create(Simulation simulation) {
        return simulation.client().async().create(ExportRequest.of(VIDEO));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aCreationWhoseAnswerIsLostIsCreatedOnce(Stack stack, Loss loss) {
        try (Simulation simulation = simulation(stack)) {
            simulation.mock().faults().on(MockOperation.CREATE).inject(loss.fault);
            simulation.mock().faults().on(MockOperation.LIST).inject(Fault.badGateway());
            CompletableFuture<AsyncJobHandle> created = create(simulation);
            simulation.pass(Duration.ofSeconds(55));

            assertThat(created).isCompleted();
            assertThat(simulation.mock().jobs().all())
                    .singleElement()
                    .satisfies(job -> assertThat(job.guid())
                            .hasToString(created.join().guid().value()));
            assertThat(simulation.mock().journal().count(MockOperation.CREATE)).isEqualTo(loss.sendings);
        }
    }

    /** How the list shows the URL of the job. */
    enum Rewriting {
        SHORT_LINK_RESOLVED(url -> "https://www.tiktok.com/@somebody/video/7123456789012345678"),
        OTHER_HOST(url -> url.replace("www.youtube.com", "music.youtube.com")),
        SHORT_HOST(url -> url.replace("www.youtube.com/watch?v=", "youtu.be/")),
        OTHER_PATH(url -> url.replace("watch?v=", "shorts/")),
        LETTER_CASE(url -> url.toUpperCase(Locale.ROOT)),
        PERCENT_ENCODED(url -> url.replace("dQw", "d%51w")),
        PORT(url -> url.replace("www.youtube.com", "www.youtube.com:443")),
        ADDED_PARAMETER(url -> url + "&hl=en&list=PL123456789"),
        DROPPED_PARAMETER(url -> url.replaceFirst("[?].*", "")),
        PLAIN_HTTP(url -> url.replace("https:", "http:")),
        WITHOUT_WWW(url -> url.replace("www.", "")),
        WITH_SLASH(url -> url.replace("?", "/?")),
        FRAGMENT(url -> url + "#comments"),
        NO_SCHEME(url -> url.replace("https://", "")),
        NOTHING_LEFT_OF_IT(url -> "https://consent.example/?next=1"),
        ABSENT(url -> null);

        @SuppressWarnings("ImmutableEnumChecker") // it has no state
        private final Function<String, @Nullable String> rewrite;

        Rewriting(Function<String, @Nullable String> rewrite) {
            this.rewrite = rewrite;
        }
    }

    static Stream<Arguments> rewritings() {
        return Arrays.stream(Stack.values())
                .flatMap(stack -> Arrays.stream(Rewriting.values()).map(one -> Arguments.of(stack, one)));
    }

    /** Shows the jobs of the list under other URLs, and new ones not before so many looks. */
    private static TransportInterceptor list(Rewriting rewriting, int late) {
        AtomicInteger looks = new AtomicInteger();
        return new TransportInterceptor() {
            @Override
            @SuppressWarnings("unchecked") // a page answers as a page
            public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
                CompletableFuture<T> answer = chain.proceed();
                return call.operation() == Operation.LIST
                        ? answer.thenApply(page -> (T) shown((JobPage) page))
                        : answer;
            }

            private JobPage shown(JobPage page) {
                List<Job> jobs = looks.incrementAndGet() <= late
                        ? List.of()
                        : page.jobs().stream()
                                .map(job -> job.toBuilder()
                                        .url(rewriting.rewrite.apply(job.url().orElseThrow()))
                                        .build())
                                .toList();
                return new JobPage(jobs, page.page(), page.limit(), page.total());
            }
        };
    }

    @ParameterizedTest
    @MethodSource("rewritings")
    void aCreationThatTheListShowsUnderAnotherUrlIsCreatedOnce(Stack stack, Rewriting rewriting) {
        for (int late : new int[] {0, 3}) {
            try (Simulation simulation = Simulation.builder(stack.provider())
                    .timeouts(TIMEOUTS)
                    .plan(Plan.BUSINESS)
                    .interceptor(time -> list(rewriting, late))
                    .start()) {
                simulation.mock().faults().on(MockOperation.CREATE).inject(Fault.resetAfterTaking());
                CompletableFuture<AsyncJobHandle> created = create(simulation);
                simulation.pass(Duration.ofSeconds(58));

                assertThat(simulation.mock().journal().count(MockOperation.CREATE))
                        .isEqualTo(1);
                String guid = simulation.mock().jobs().all().get(0).guid().toString();
                assertThat(created).isDone();
                if (created.isCompletedExceptionally()) {
                    assertThat(failure(created))
                            .isInstanceOfSatisfying(
                                    CreateOutcomeUnknownException.class,
                                    unknown -> assertThat(unknown.candidates()).containsExactly(JobGuid.of(guid)));
                } else {
                    assertThat(created.join().guid()).isEqualTo(JobGuid.of(guid));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rewritings")
    void aCreationThatAnEarlierRunSentIsCreatedOnce(Stack stack, Rewriting rewriting) {
        try (Simulation simulation = Simulation.builder(stack.provider())
                .timeouts(TIMEOUTS)
                .plan(Plan.BUSINESS)
                .interceptor(time -> list(rewriting, 0))
                .start()) {
            ExportRequest request = ExportRequest.of(VIDEO);
            List<Instant> sent = new ArrayList<>();
            AsyncExportComments client = simulation.client().async();
            simulation.mock().faults().on(MockOperation.CREATE).inject(Fault.neverAnswer());
            CompletableFuture<AsyncJobHandle> first = client.create(request, (asked, at) -> sent.add(at));
            simulation.passUntilAsked(MockOperation.CREATE, Duration.ofSeconds(1));
            first.cancel(true);
            simulation.pass(Duration.ofHours(2));

            CompletableFuture<AsyncJobHandle> resumed =
                    client.resumeCreate(request, sent.get(0), Set.of(), CreationJournal.NONE);
            simulation.pass(Duration.ofSeconds(58));
            assertThat(resumed).isDone();
            assertThat(simulation.mock().journal().count(MockOperation.CREATE)).isEqualTo(1);
            if (resumed.isCompletedExceptionally()) {
                assertThat(failure(resumed)).isInstanceOf(CreateOutcomeUnknownException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void aReadIsRepeatedByOneLayerAlone(Stack stack) {
        try (Simulation simulation = simulation(stack)) {
            simulation.mock().faults().on(MockOperation.PING).always().inject(Fault.status(503));
            CompletableFuture<?> asked = simulation.client().async().ping();
            simulation.pass(Duration.ofSeconds(60));

            ExportCommentsException failure = failure(asked);
            assertThat(failure).isInstanceOf(ServiceException.class);
            assertThat(failure.context().httpStatus()).hasValue(503);
            assertThat(failure.context().attempts())
                    .as("all that the service saw are the policies' attempts")
                    .isEqualTo(simulation.mock().journal().count(MockOperation.PING))
                    .isGreaterThan(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void theServicesWordOnHowLongItsTroubleLastsIsObeyed(Stack stack) {
        try (Simulation simulation = simulation(stack)) {
            simulation
                    .mock()
                    .faults()
                    .on(MockOperation.PING)
                    .inject(Fault.status(503).header("Retry-After", "40"));
            CompletableFuture<?> asked = simulation.client().async().ping();
            simulation.pass(Duration.ofSeconds(39));
            assertThat(simulation.mock().journal().count(MockOperation.PING)).isEqualTo(1);
            simulation.pass(Duration.ofSeconds(2));
            assertThat(asked).isCompleted();
            assertThat(simulation.mock().journal().count(MockOperation.PING)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void aWaitThatWouldNotFitIsNotBegun(Stack stack) {
        try (Simulation simulation = simulation(stack)) {
            simulation
                    .mock()
                    .faults()
                    .on(MockOperation.PING)
                    .inject(Fault.status(503).header("Retry-After", "100"));
            CompletableFuture<?> asked = simulation.client().async().ping();
            simulation.settle();

            ExportCommentsException failure = failure(asked);
            assertThat(failure.context().refusedWait()).contains(Duration.ofSeconds(100));
            assertThat(failure.context().attempts()).isEqualTo(1);
            assertThat(failure).hasMessageContaining("to wait 100");
        }
    }

    private static ExportCommentsException failure(CompletableFuture<?> call) {
        assertThat(call).isCompletedExceptionally();
        Throwable failure = call.handle((value, error) -> error).join();
        Throwable inner = failure instanceof CompletionException ? failure.getCause() : failure;
        return (ExportCommentsException) inner;
    }
}
