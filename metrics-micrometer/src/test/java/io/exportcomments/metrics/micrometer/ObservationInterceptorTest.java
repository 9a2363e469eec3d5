package io.exportcomments.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.job.Operation;
import io.exportcomments.metrics.micrometer.names.CallContext;
import io.exportcomments.metrics.micrometer.names.ClientObservation;
import io.exportcomments.port.TransportCall;
import io.exportcomments.testkit.event.EventSamples;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The test registry of Micrometer fails a test whose observations are stopped twice, left open, or tagged unevenly. */
class ObservationInterceptorTest {
    private static final TransportCall GET =
            new TransportCall(Operation.GET, Optional.of(EventSamples.GUID), OptionalLong.empty(), false);

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final List<CallContext> ended = new CopyOnWriteArrayList<>();
    private final VirtualTimekeeper time = new VirtualTimekeeper();
    private final ClientMetrics metrics = ClientMetrics.builder()
            .observations(registry)
            .client("exports")
            .timekeeper(time)
            .build();

    ObservationInterceptorTest() {
        registry.observationConfig().observationHandler(new ObservationHandler<CallContext>() {
            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof CallContext;
            }

            @Override
            public void onStop(CallContext context) {
                ended.add(context);
            }
        });
    }

    private static Map<String, String> tags(CallContext context) {
        return context.getLowCardinalityKeyValues().stream()
                .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    private CallContext only() {
        assertThat(ended).hasSize(1);
        return ended.get(0);
    }

    @Test
    void aCallIsTaggedByWhatItIsAndTheGuidIsNoTag() {
        CompletableFuture<String> exchange = new CompletableFuture<>();
        assertThat(metrics.calls().intercept(GET, () -> exchange)).isSameAs(exchange);
        assertThat(ended).isEmpty();
        exchange.complete("answer");
        assertThat(tags(only()))
                .isEqualTo(Map.of(
                        "client",
                        "exports",
                        "operation",
                        "get",
                        "caller",
                        "program",
                        "outcome",
                        "success",
                        "error.code",
                        "none"));
        assertThat(only().getHighCardinalityKeyValues())
                .containsExactly(KeyValue.of("job.guid", EventSamples.GUID.value()));
        assertThat(only().getName()).isEqualTo("exportcomments.client.calls");
        assertThat(only().getContextualName()).isEqualTo("exportcomments get");
        assertThat(only().kind()).isEqualTo(ClientObservation.CALL);
    }

    @Test
    void whatTheLibraryAsksByItselfIsToldApart() {
        var call = new TransportCall(Operation.SOCKET_TOKEN, Optional.empty(), OptionalLong.empty(), true);
        metrics.attempts().intercept(call, () -> CompletableFuture.completedFuture(""));
        assertThat(tags(only())).containsEntry("operation", "socket-token").containsEntry("caller", "library");
        assertThat(only().getHighCardinalityKeyValues()).isEmpty();
        assertThat(only().getContextualName()).isEqualTo("exportcomments socket token attempt");
    }

    private void fails(Throwable failure) {
        metrics.calls().intercept(GET, () -> CompletableFuture.failedFuture(failure));
    }

    @Test
    void anErrorOfTheServiceGivesItsCodeAndTheErrorItself() {
        RateLimitException limit = new RateLimitException(
                ErrorContext.of(Operation.GET, EventSamples.GUID).answered(429, "DAILY_LIMIT_EXCEEDED", "wait"),
                RateLimit.CREATIONS_PER_DAY,
                Optional.empty(),
                null);
        fails(new CompletionException(limit));
        assertThat(tags(only())).containsEntry("outcome", "error").containsEntry("error.code", "DAILY_LIMIT_EXCEEDED");
        assertThat(only().getError()).isSameAs(limit);
    }

    @Test
    void closingTheClientIsACancellationAndNoError() {
        fails(new ClientClosedException(ErrorContext.NONE, null));
        assertThat(tags(only())).containsEntry("outcome", "cancelled");
        assertThat(only().getError()).isNull();
    }

    @Test
    void aTimeLimitOfAPolicyIsADeadline() {
        fails(new DeadlineExceededException(ErrorContext.NONE, Duration.ofSeconds(1), null));
        assertThat(tags(only())).containsEntry("outcome", "deadline");
        assertThat(only().getError()).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void cancellingReachesTheExchangeAndIsAnOutcomeOfItsOwn() {
        CompletableFuture<String> exchange = new CompletableFuture<>();
        metrics.calls()
                .intercept(GET, () -> metrics.attempts().intercept(GET, () -> exchange))
                .cancel(true);
        assertThat(exchange).isCancelled();
        assertThat(ended)
                .hasSize(2)
                .allSatisfy(context -> assertThat(tags(context)).containsEntry("outcome", "cancelled"));
    }

    @Test
    void aCancellationWhenTheTimeIsOverIsADeadline() {
        long deadline = time.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        var call = new TransportCall(Operation.LIST, Optional.empty(), OptionalLong.of(deadline), false);
        metrics.calls().intercept(call, CompletableFuture::new).cancel(true);
        time.advance(Duration.ofSeconds(60));
        metrics.calls().intercept(call, CompletableFuture::new).cancel(true);
        assertThat(ended).extracting(context -> tags(context).get("outcome")).containsExactly("cancelled", "deadline");
    }

    @Test
    void aChainThatThrowsIsObservedAndThrows() {
        assertThatThrownBy(() -> metrics.calls().intercept(GET, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(tags(only())).containsEntry("outcome", "error").containsEntry("error.code", "none");
        assertThat(registry.getCurrentObservation()).isNull();
    }

    @Test
    void theScopeIsOpenWhileTheCallBeginsAndNeverLater() {
        CompletableFuture<String> exchange = new CompletableFuture<>();
        List<Optional<Observation>> seen = new CopyOnWriteArrayList<>();
        Observation outer = Observation.start("the.programs.own", registry);
        outer.scoped(() -> {
            CompletableFuture<String> future = metrics.calls().intercept(GET, () -> {
                seen.add(Optional.ofNullable(registry.getCurrentObservation()));
                return exchange;
            });
            future.whenComplete((value, failure) -> seen.add(Optional.ofNullable(registry.getCurrentObservation())));
            assertThat(registry.getCurrentObservation()).isSameAs(outer);
        });
        outer.stop();
        CompletableFuture.runAsync(() -> exchange.complete("answer")).join();
        assertThat(seen.get(0).orElseThrow().getContext()).isSameAs(only());
        assertThat(seen.get(1)).isEmpty();
        assertThat(only().getParentObservation()).isSameAs(outer);
    }

    @Test
    void anAttemptBelongsToItsCallOnWhicheverThreadItBegins() throws Exception {
        ExecutorService timer = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<String> exchange = new CompletableFuture<>();
            CompletableFuture<String> answer = metrics.calls()
                    .intercept(
                            GET,
                            () -> CompletableFuture.supplyAsync(
                                            () -> metrics.attempts().intercept(GET, () -> exchange), timer)
                                    .thenCompose(attempt -> attempt));
            timer.submit(() -> assertThat(registry.getCurrentObservation()).isNull())
                    .get(10, TimeUnit.SECONDS);
            exchange.complete("answer");
            answer.get(10, TimeUnit.SECONDS);
        } finally {
            timer.shutdownNow();
        }
        Until.holds("both ended", () -> ended.size() == 2);
        assertThat(attempt().getParentObservation()).isNotNull();
        assertThat(attempt().getParentObservation().getContextView()).isSameAs(call());
    }

    private CallContext attempt() {
        return ended.stream()
                .filter(context -> context.kind() == ClientObservation.ATTEMPT)
                .findFirst()
                .orElseThrow();
    }

    private CallContext call() {
        return ended.stream()
                .filter(context -> context.kind() == ClientObservation.CALL)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anAttemptThatBeginsWithinAnotherCallBelongsToItsOwn() {
        var equal = new TransportCall(GET.operation(), GET.guid(), GET.deadline(), GET.background());
        CompletableFuture<String> never = new CompletableFuture<>();
        metrics.calls().intercept(GET, () -> never);
        metrics.calls().intercept(equal, () -> {
            metrics.attempts().intercept(GET, () -> CompletableFuture.completedFuture(""));
            return CompletableFuture.completedFuture("");
        });
        never.complete("late");
        CallContext own = ended.get(2);
        assertThat(attempt().getParentObservation().getContextView()).isSameAs(own);
    }

    @Test
    void anAttemptStaysWithinWhatTheProgramObservesInsideOfTheCall() {
        metrics.calls().intercept(GET, () -> {
            Observation inner = Observation.start("between", registry);
            CompletableFuture<String> attempt =
                    inner.scoped(() -> metrics.attempts().intercept(GET, () -> CompletableFuture.completedFuture("")));
            inner.stop();
            return attempt;
        });
        assertThat(attempt().getParentObservation().getContextView().getName()).isEqualTo("between");
    }

    @Test
    void aHandlerThatThrowsFailsNoCall() {
        for (String moment : List.of("start", "open", "close", "stop")) {
            ObservationRegistry broken = ObservationRegistry.create();
            broken.observationConfig().observationHandler(new BrokenHandler(moment));
            ClientMetrics measured =
                    ClientMetrics.builder().observations(broken).build();
            CompletableFuture<String> answer =
                    measured.calls().intercept(GET, () -> CompletableFuture.completedFuture("answer"));
            assertThat(answer).as(moment).isCompletedWithValue("answer");
        }
    }

    private record BrokenHandler(String moment) implements ObservationHandler<Observation.Context> {
        private void at(String now) {
            if (now.equals(moment)) {
                throw new IllegalStateException("a broken handler");
            }
        }

        @Override
        public void onStart(Observation.Context context) {
            at("start");
        }

        @Override
        public void onScopeOpened(Observation.Context context) {
            at("open");
        }

        @Override
        public void onScopeClosed(Observation.Context context) {
            at("close");
        }

        @Override
        public void onStop(Observation.Context context) {
            at("stop");
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
