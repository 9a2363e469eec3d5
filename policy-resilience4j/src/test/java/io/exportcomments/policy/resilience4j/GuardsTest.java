package io.exportcomments.policy.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.LocalFileException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.Sent;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.event.BreakerState;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientEvent.BreakerChanged;
import io.exportcomments.event.ClientEvent.RetryScheduled;
import io.exportcomments.event.RetryReason;
import io.exportcomments.job.Job;
import io.exportcomments.job.Operation;
import io.exportcomments.job.Plan;
import io.exportcomments.port.RemoteFile;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GuardsTest {
    private final ModelService service = new ModelService();
    private final List<ClientEvent> heard = new ArrayList<>();

    private PoliciesBuilder builder() {
        return Policies.builder(Plan.BUSINESS).timekeeper(service.time).listener(heard::add);
    }

    private Policies withoutRetry() {
        return builder().without(Policy.RETRY).build();
    }

    private static ServiceException trouble() {
        return new ServiceException(ErrorContext.NONE.answered(503, null, null), null);
    }

    private void pass(int seconds) {
        service.time.advance(Duration.ofSeconds(seconds));
    }

    private List<BreakerState> breaker() {
        return heard.stream()
                .filter(BreakerChanged.class::isInstance)
                .map(event -> ((BreakerChanged) event).state())
                .toList();
    }

    private void failFiveTimes(Policies policies) {
        for (int i = 0; i < 5; i++) {
            service.next(trouble());
            service.ask(policies, ModelService.call(Operation.GET));
            pass(1);
        }
    }

    @Test
    void theBreakerOpensAfterTroubleAndProbesAndCloses() {
        Policies policies = withoutRetry();
        failFiveTimes(policies);
        CompletableFuture<Job> held = service.ask(policies, ModelService.call(Operation.CREATE));

        assertThat(service.sent()).isEqualTo(5);
        assertThatThrownBy(held::join).cause().isInstanceOfSatisfying(ConnectionException.class, error -> {
            assertThat(error.sent()).isEqualTo(Sent.NO);
            assertThat(error).hasMessageContaining("the circuit breaker is open for 29 s more");
        });

        pass(30);
        service.next(trouble());
        service.ask(policies, ModelService.call(Operation.GET));
        service.ask(policies, ModelService.call(Operation.GET));
        pass(1);
        assertThat(service.sent()).as("one probe").isEqualTo(6);

        pass(31);
        CompletableFuture<Job> well = service.ask(policies, ModelService.call(Operation.GET));
        pass(1);
        assertThat(well).isCompleted();
        assertThat(breaker())
                .containsExactly(
                        BreakerState.OPEN,
                        BreakerState.HALF_OPEN,
                        BreakerState.OPEN,
                        BreakerState.HALF_OPEN,
                        BreakerState.CLOSED);
    }

    @Test
    void aTimeLimitLeavesNoTimerBehindACallThatIsOver() {
        Policies policies = withoutRetry();
        Policies limited = builder()
                .without(Policy.RETRY)
                .timeLimit(Duration.ofSeconds(30))
                .build();
        for (Policies each : List.of(policies, limited)) {
            CompletableFuture<Job> asked = service.ask(each, ModelService.call(Operation.GET));
            pass(1);
            assertThat(asked).isCompleted();
            assertThat(service.time.waiting()).isZero();
        }
    }

    @Test
    void aFileThatComesAfterItsCallWasCancelledIsClosed() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream stream = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        CompletableFuture<RemoteFile> late = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return false;
            }
        };
        CompletableFuture<RemoteFile> asked = withoutRetry().intercept(ModelService.call(Operation.FILE), () -> late);
        asked.cancel(true);
        late.complete(new RemoteFile(stream, 0, OptionalLong.empty(), Optional.empty(), Optional.empty()));

        assertThat(closed).isTrue();
    }

    static Stream<Throwable> whatTellsNothing() {
        return Stream.of(
                new OutOfMemoryError("unable to create native thread"),
                new IllegalStateException("of an interceptor"),
                new CancellationException(),
                new CallCancelledException(ErrorContext.NONE, null),
                new ClientClosedException(ErrorContext.NONE, null),
                new LocalFileException(ErrorContext.NONE, Path.of("out.json"), "it is full", null),
                new UnreadableAnswerException(ErrorContext.NONE, "", null));
    }

    @ParameterizedTest
    @MethodSource("whatTellsNothing")
    void aProbeThatTellsNothingOfTheServiceLeavesItsPlaceToTheNext(Throwable end) {
        Policies policies = withoutRetry();
        failFiveTimes(policies);
        pass(31);
        service.next(end);
        service.ask(policies, ModelService.call(Operation.GET));
        pass(1);
        assertThat(breaker()).containsExactly(BreakerState.OPEN, BreakerState.HALF_OPEN);

        CompletableFuture<Job> next = service.ask(policies, ModelService.call(Operation.GET));
        pass(1);
        assertThat(next).isCompleted();
        assertThat(breaker()).last().isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aProbeThatTheServiceRefusesShowsThatItIsThere() {
        Policies policies = withoutRetry();
        failFiveTimes(policies);
        pass(31);
        service.next(new InvalidRequestException(ErrorContext.NONE.answered(400, null, null), null));
        service.ask(policies, ModelService.call(Operation.GET));
        pass(1);

        assertThat(breaker()).last().isEqualTo(BreakerState.CLOSED);
    }

    /** A call that began before the breaker opened ends while the breaker is half open, and before the probe. */
    private void halfOpenWithAnOldCallEnded(boolean oldFails, boolean probeFails) {
        Policies policies = withoutRetry();
        service.there = () -> Duration.ofSeconds(60);
        script(oldFails);
        service.ask(policies, ModelService.call(Operation.GET));
        service.there = () -> Duration.ofMillis(10);
        failFiveTimes(policies);
        pass(31);
        service.there = () -> Duration.ofSeconds(30);
        script(probeFails);
        service.ask(policies, ModelService.call(Operation.GET));
        service.there = () -> Duration.ofMillis(10);
        pass(26);
    }

    private void script(boolean fails) {
        service.script.add(fails ? Optional.of(trouble()) : Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHalfOpenBreakerPassesOverCallsThatBeganBeforeItOpened(boolean oldFails) {
        halfOpenWithAnOldCallEnded(oldFails, !oldFails);
        assertThat(breaker()).containsExactly(BreakerState.OPEN, BreakerState.HALF_OPEN);

        pass(10);
        assertThat(breaker())
                .containsExactly(
                        BreakerState.OPEN, BreakerState.HALF_OPEN, oldFails ? BreakerState.CLOSED : BreakerState.OPEN);
    }

    @Test
    void anOldCallThatWasCancelledLetsNoSecondProbeThrough() {
        Policies policies = withoutRetry();
        service.silent = true;
        CompletableFuture<Job> old = service.ask(policies, ModelService.call(Operation.GET));
        service.silent = false;
        failFiveTimes(policies);
        pass(31);
        service.there = () -> Duration.ofSeconds(30);
        service.ask(policies, ModelService.call(Operation.GET));
        int sent = service.sent();
        old.cancel(true);

        assertThat(service.ask(policies, ModelService.call(Operation.GET))).isCompletedExceptionally();
        assertThat(service.sent()).as("one probe").isEqualTo(sent);
    }

    /** Files may be on another host, which says nothing of the service, and is not spared by sparing the service. */
    @Test
    void filesThatCantBeHadHoldNoOtherCallsUp() {
        Policies policies = withoutRetry();
        for (int i = 0; i < 20; i++) {
            service.next(trouble());
            service.ask(policies, ModelService.call(Operation.FILE));
            pass(1);
        }
        CompletableFuture<Job> created = service.ask(policies, ModelService.call(Operation.CREATE));
        pass(1);

        assertThat(created).isCompleted();
        assertThat(breaker()).isEmpty();
    }

    /** Whether a file is there does not show that the service is. */
    @Test
    void filesCloseNoBreaker() {
        Policies policies = withoutRetry();
        failFiveTimes(policies);
        pass(31);
        CompletableFuture<Job> file = service.ask(policies, ModelService.call(Operation.FILE));
        pass(1);

        assertThat(file).isCompleted();
        assertThat(breaker()).containsExactly(BreakerState.OPEN);
    }

    @Test
    void withRetryACallWaitsForTheBreakerIfItsDeadlineAllows() {
        Policies policies = builder().build();
        openBreaker(policies);
        CompletableFuture<Job> patient = service.ask(policies, service.call(Operation.GET, Duration.ofSeconds(60)));
        CompletableFuture<Job> hasty = service.ask(policies, service.call(Operation.GET, Duration.ofSeconds(10)));

        assertThatThrownBy(hasty::join)
                .cause()
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        error -> assertThat(error.context().refusedWait()).isPresent());
        pass(32);
        assertThat(patient).isCompleted();
    }

    @Test
    void whatACallWaitsForIsTold() {
        Policies policies = builder().build();
        service.next(trouble());
        service.ask(policies, service.call(Operation.GET, Duration.ofSeconds(60)));
        pass(2);
        assertThat(retries()).singleElement().satisfies(retry -> {
            assertThat(retry.operation()).isEqualTo(Operation.GET);
            assertThat(retry.attempts()).isEqualTo(1);
            assertThat(retry.reason()).isEqualTo(RetryReason.SERVICE_TROUBLE);
        });

        openBreaker(policies);
        heard.clear();
        service.ask(policies, service.call(Operation.GET, Duration.ofSeconds(60)));
        assertThat(retries()).singleElement().satisfies(retry -> {
            assertThat(retry.reason()).isEqualTo(RetryReason.CIRCUIT_OPEN);
            assertThat(retry.pause()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(31));
        });
    }

    private List<RetryScheduled> retries() {
        return heard.stream()
                .filter(RetryScheduled.class::isInstance)
                .map(RetryScheduled.class::cast)
                .toList();
    }

    /** Trouble for calls that are not repeated opens the same breaker. */
    private void openBreaker(Policies policies) {
        for (int i = 0; i < 5; i++) {
            service.next(trouble());
            service.ask(policies, ModelService.call(Operation.RETRY));
            pass(1);
        }
    }

    @Test
    void answersThatShowThatTheServiceIsThereDoNotOpenTheBreaker() {
        Policies policies = withoutRetry();
        for (int i = 0; i < 10; i++) {
            service.next(new InvalidRequestException(ErrorContext.NONE, null));
            service.ask(policies, ModelService.call(Operation.GET));
            service.next(ModelService.refusal(RateLimit.REQUESTS_PER_MINUTE, 1));
            service.ask(policies, ModelService.call(Operation.GET));
            pass(3);
        }
        assertThat(breaker()).isEmpty();
    }

    @Test
    void whatWasCancelledDoesNotCountUnlessItsTimeWasOver() {
        Policies policies = withoutRetry();
        service.silent = true;
        for (int i = 0; i < 10; i++) {
            service.ask(policies, service.call(Operation.GET, Duration.ofSeconds(10)))
                    .cancel(true);
        }
        assertThat(breaker()).isEmpty();

        for (int i = 0; i < 5; i++) {
            CompletableFuture<Job> late = service.ask(policies, service.call(Operation.GET, Duration.ofSeconds(10)));
            pass(10);
            late.cancel(true);
        }
        assertThat(breaker()).containsExactly(BreakerState.OPEN);
    }

    @Test
    void timeOutsAndRefusedConnectionsOpenTheBreaker() {
        Policies policies = withoutRetry();
        for (int i = 0; i < 5; i++) {
            service.next(new ConnectionException(
                    ErrorContext.NONE, i % 2 == 0 ? Sent.NO : Sent.MAYBE, i % 2 == 1, "trouble", null));
            service.ask(policies, ModelService.call(Operation.GET));
            pass(1);
        }
        assertThat(breaker()).containsExactly(BreakerState.OPEN);
    }

    @Test
    void theBulkheadLetsInInOrderAndWhoCancelsLeaves() {
        Bulkhead two = Bulkhead.of(
                "two",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(2)
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        Policies policies = builder().bulkhead(two).build();
        List<CompletableFuture<Job>> asked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            asked.add(service.ask(policies, ModelService.call(Operation.GET)));
        }
        asked.get(3).cancel(true);
        assertThat(service.sent()).isEqualTo(2);
        pass(1);

        assertThat(service.exchanges.stream().map(e -> e.caller)).containsExactly(0, 1, 2, 4, 5);
        assertThat(two.getMetrics().getAvailableConcurrentCalls()).isEqualTo(2);
    }

    @Test
    void aCancelledCallGivesItsPlaceBack() {
        Bulkhead one = Bulkhead.of(
                "one",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(1)
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        Policies policies = builder().bulkhead(one).build();
        service.silent = true;
        CompletableFuture<Job> first = service.ask(policies, ModelService.call(Operation.GET));
        service.ask(policies, ModelService.call(Operation.GET));
        assertThat(service.sent()).isEqualTo(1);
        first.cancel(true);

        assertThat(service.exchanges.get(0).cancelled).isTrue();
        assertThat(service.sent()).isEqualTo(2);
    }

    @Test
    void aBulkheadThatBlocksThreadsIsRefused() {
        Bulkhead blocking = Bulkhead.of(
                "blocking",
                BulkheadConfig.custom().maxWaitDuration(Duration.ofSeconds(1)).build());

        assertThatThrownBy(() -> builder().bulkhead(blocking).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("would block threads");
    }

    @Test
    void theTimeLimitEndsTheWorkAndNothingIsLeft() {
        Policies policies = builder().timeLimit(Duration.ofSeconds(5)).build();
        service.silent = true;
        CompletableFuture<Job> asked = service.ask(policies, ModelService.call(Operation.GET));
        pass(4);
        assertThat(asked).isNotDone();
        pass(1);

        assertThatThrownBy(asked::join).hasCauseInstanceOf(DeadlineExceededException.class);
        assertThat(service.exchanges.get(0).cancelled).isTrue();
        assertThat(service.time.waiting()).isZero();
    }

    @Test
    void theTimeLimitIsKnownToWhatIsInside() {
        Policies policies = builder().timeLimit(Duration.ofSeconds(5)).build();
        service.next(ModelService.refusal(RateLimit.REQUESTS_PER_MINUTE, 10));
        CompletableFuture<Job> asked = service.ask(policies, service.call(Operation.GET, Duration.ofSeconds(60)));
        pass(1);

        assertThat(asked).isCompletedExceptionally();
    }

    @Test
    void registriesGiveTheParts() {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
        BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
        TimeLimiterRegistry limiters = TimeLimiterRegistry.ofDefaults();
        Policies policies = builder()
                .circuitBreaker(breakers)
                .bulkhead(bulkheads)
                .timeLimiter(limiters)
                .build();
        breakers.circuitBreaker(PoliciesBuilder.NAME).transitionToForcedOpenState();

        CompletableFuture<Job> held = service.ask(policies, service.call(Operation.GET, Duration.ofMillis(500)));

        assertThat(held).isCompletedExceptionally();
        assertThat(bulkheads.find(PoliciesBuilder.NAME)).isPresent();
        assertThat(limiters.getAllTimeLimiters()).hasSize(1);
    }

    @Test
    void theProgramsOwnBreakerIsGoneBy() {
        CircuitBreaker own = CircuitBreaker.ofDefaults("own");
        Policies policies = builder().without(Policy.RETRY).circuitBreaker(own).build();
        service.next(trouble());
        service.ask(policies, ModelService.call(Operation.GET));
        pass(1);

        assertThat(own.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }

    @Test
    void aListenerThatThrowsHarmsNothing() {
        Policies policies = Policies.builder(Plan.BUSINESS)
                .timekeeper(service.time)
                .listener(event -> {
                    throw new IllegalStateException("a broken listener");
                })
                .build();
        CompletableFuture<Job> asked = service.ask(policies, ModelService.call(Operation.GET));
        pass(1);

        assertThat(asked).isCompleted();
    }

    @Test
    void withAllPartsLeftOutACallJustGoes() {
        PoliciesBuilder none = builder();
        for (Policy part : Policy.values()) {
            none.without(part);
        }
        CompletableFuture<Job> asked = service.ask(none.build(), ModelService.call(Operation.CREATE));
        pass(1);

        assertThat(asked).isCompleted();
    }
}
