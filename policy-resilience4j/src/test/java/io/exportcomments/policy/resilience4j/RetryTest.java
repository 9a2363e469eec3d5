package io.exportcomments.policy.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.ServiceException;
import io.exportcomments.job.Job;
import io.exportcomments.job.Operation;
import io.exportcomments.job.Plan;
import io.exportcomments.port.Timekeeper;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RetryTest {
    private final ModelService service = new ModelService();
    private final Policies policies = builder().build();

    private PoliciesBuilder builder() {
        return Policies.builder(Plan.BUSINESS).timekeeper(service.time);
    }

    private static ServiceException trouble() {
        return new ServiceException(ErrorContext.of(Operation.GET, null).answered(503, null, null), null);
    }

    private static ConnectionException broken(Sent sent) {
        return new ConnectionException(ErrorContext.NONE, sent, false, "the connection broke", null);
    }

    private CompletableFuture<Job> ask(Operation operation) {
        return service.ask(policies, service.call(operation, Duration.ofSeconds(60)));
    }

    private void pass(int seconds) {
        service.time.advance(Duration.ofSeconds(seconds));
    }

    /** Such as where what is left of a limit's window was cut to whole seconds. */
    @ParameterizedTest
    @EnumSource(RateLimit.class)
    void aLimitThatAsksForNoWaitIsNotRunInto(RateLimit limit) {
        for (int i = 0; i < 100; i++) {
            service.next(ModelService.refusal(limit, 0));
        }
        CompletableFuture<Job> asked = ask(Operation.CREATE);
        pass(12);
        assertThat(asked).isNotDone();
        assertThat(service.sent()).isBetween(1, 4);
    }

    /** A timer rings on another thread, and may do so before its call knows of it. */
    @Test
    void cancellingReachesAnAttemptWhosePauseWasOverAtOnce() {
        RetryConfig soon = RetryConfig.custom()
                .maxAttempts(2)
                .waitDuration(Duration.ofMillis(1))
                .build();
        Policies policies = builder()
                .timekeeper(new OvertakingTimekeeper(service.time))
                .without(Policy.LIMITS)
                .retry(Retry.of("soon", soon))
                .build();
        CompletableFuture<Job> failed = CompletableFuture.failedFuture(trouble());
        CompletableFuture<Job> second = new CompletableFuture<>();
        Deque<CompletableFuture<Job>> attempts = new ArrayDeque<>(List.of(failed, second));

        CompletableFuture<Job> asked = policies.intercept(ModelService.call(Operation.GET), attempts::pop);
        assertThat(attempts).isEmpty();
        asked.cancel(true);

        assertThat(second).isCancelled();
    }

    private record OvertakingTimekeeper(Timekeeper time) implements Timekeeper {
        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            Timer timer = time.schedule(delay, () -> {});
            task.run();
            return timer;
        }

        @Override
        public double random() {
            return time.random();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GET", "LIST", "STOP", "PING", "SOCKET_TOKEN", "FILE", "WEBHOOK_LIST", "WEBHOOK_DELETE"})
    void whatIsSafeToRepeatIsRepeatedAfterTrouble(Operation operation) {
        service.next(trouble());
        service.next(broken(Sent.MAYBE));
        service.next(broken(Sent.NO));
        CompletableFuture<Job> asked = ask(operation);
        pass(10);

        assertThat(asked).isCompleted();
        assertThat(service.sent()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "RETRY", "WEBHOOK_CREATE", "WEBHOOK_TOGGLE"})
    void whatMayHaveBeenTakenIsNotRepeated(Operation operation) {
        service.next(broken(Sent.MAYBE));
        assertThat(ask(operation)).satisfies(asked -> {
            pass(10);
            assertThat(asked).isCompletedExceptionally();
        });
        service.next(trouble());
        CompletableFuture<Job> asked = ask(operation);
        pass(10);

        assertThat(asked).isCompletedExceptionally();
        assertThat(service.sent()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "RETRY", "WEBHOOK_CREATE", "WEBHOOK_TOGGLE"})
    void whatWasSurelyNotTakenIsRepeated(Operation operation) {
        service.next(broken(Sent.NO));
        service.next(ModelService.refusal(RateLimit.QUEUED_EXPORTS, 5));
        CompletableFuture<Job> asked = ask(operation);
        pass(10);

        assertThat(asked).isCompleted();
        assertThat(service.sent()).isEqualTo(3);
    }

    @Test
    void whatWillNotPassIsNotRepeated() {
        service.next(new AuthenticationException(ErrorContext.NONE, null));
        CompletableFuture<Job> asked = ask(Operation.GET);
        pass(10);

        assertThat(asked).isCompletedExceptionally();
        assertThat(service.sent()).isEqualTo(1);
    }

    @Test
    void watchesAskAgainByThemselves() {
        service.next(trouble());
        CompletableFuture<Job> asked = service.ask(policies, ModelService.background(Operation.GET));
        pass(60);

        assertThat(asked).isCompletedExceptionally();
        assertThat(service.sent()).isEqualTo(1);
    }

    @Test
    void theServicesOwnWordOnHowLongToWaitIsObeyed() {
        service.next(new ServiceException(ErrorContext.NONE, Optional.of(Duration.ofSeconds(40)), null));
        ask(Operation.GET);
        pass(40);
        assertThat(service.sent()).isEqualTo(1);
        pass(1);
        assertThat(service.sent()).isEqualTo(2);
    }

    @Test
    void withoutLimitsARefusalIsWaitedOutByTheRetry() {
        Policies alone = builder().without(Policy.LIMITS).build();
        service.next(ModelService.refusal(RateLimit.REQUESTS_PER_MINUTE, 30));
        service.ask(alone, ModelService.call(Operation.GET));
        pass(30);
        assertThat(service.sent()).isEqualTo(1);
        pass(1);
        assertThat(service.sent()).isEqualTo(2);
    }

    @Test
    void aWaitThatDoesNotFitFailsAtOnceWithTheLastAnswerAndTheAttempts() {
        service.next(trouble());
        service.next(new ServiceException(
                ErrorContext.of(Operation.GET, null).answered(503, "BUSY", "later"),
                Optional.of(Duration.ofSeconds(100)),
                null));
        CompletableFuture<Job> asked = ask(Operation.GET);
        pass(2);

        assertThatThrownBy(asked::join).cause().isInstanceOfSatisfying(ServiceException.class, error -> {
            assertThat(error.context().attempts()).isEqualTo(2);
            assertThat(error.context().errorCode()).contains("BUSY");
            assertThat(error.context().refusedWait()).contains(Duration.ofSeconds(100));
            assertThat(error).hasMessageContaining("in 2 attempts").hasMessageContaining("to wait 100.0 s");
        });
    }

    @Test
    void aRefusalWhosePauseDoesNotFitIsReportedAsTheServiceSaidIt() {
        service.next(ModelService.refusal(RateLimit.CREATIONS_PER_DAY, 3600));
        CompletableFuture<Job> asked = ask(Operation.CREATE);
        pass(2);

        assertThatThrownBy(asked::join).cause().isInstanceOfSatisfying(RateLimitException.class, error -> {
            assertThat(error.context().httpStatus()).hasValue(429);
            assertThat(error.retryAfter()).contains(Duration.ofHours(1));
            assertThat(error.context().refusedWait())
                    .hasValueSatisfying(
                            wait -> assertThat(wait).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60)));
        });
        assertThat(service.sent()).isEqualTo(1);
    }

    @Test
    void goesOnUntilTheDeadlineAndNotBeyond() {
        for (int i = 0; i < 1_000; i++) {
            service.next(trouble());
        }
        Policies noBreaker = builder().without(Policy.CIRCUIT_BREAKER).build();
        CompletableFuture<Job> asked = service.ask(noBreaker, service.call(Operation.GET, Duration.ofSeconds(60)));
        pass(60);

        assertThat(asked).isCompletedExceptionally();
        assertThat(service.sent()).isBetween(6, 60);
        assertThat(service.time.waiting()).isZero();
    }

    @Test
    void pausesHaveFullJitter() {
        long first = secondAttemptAfter(1);
        assertThat(first).isBetween(0L, Duration.ofMillis(500).toNanos());
        assertThat(java.util.stream.LongStream.range(2, 12)
                        .map(RetryTest::secondAttemptAfter)
                        .distinct()
                        .count())
                .isGreaterThan(5);
    }

    private static long secondAttemptAfter(long seed) {
        ModelService service = new ModelService();
        for (long i = 0; i < seed; i++) {
            service.time.random();
        }
        service.next(trouble());
        Policies policies =
                Policies.builder(Plan.BUSINESS).timekeeper(service.time).build();
        service.ask(policies, ModelService.call(Operation.GET));
        service.time.advance(Duration.ofSeconds(2));
        return service.exchanges.get(1).left - Duration.ofMillis(20).toNanos();
    }

    @Test
    void pausesThatMakeNoSenseAreRefused() {
        PoliciesBuilder builder = Policies.builder(Plan.PREMIUM);
        Duration first = Duration.ofMillis(1);
        assertThatThrownBy(() -> builder.backoff(first.minusNanos(1), first))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.backoff(first, first.minusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.backoff(first, first)).isSameAs(builder);
    }

    @Test
    void cancellingEndsThePauseAndTheAttemptUnderWay() {
        service.next(new ServiceException(ErrorContext.NONE, Optional.of(Duration.ofSeconds(40)), null));
        CompletableFuture<Job> pausing = ask(Operation.GET);
        pass(1);
        pausing.cancel(true);
        assertThat(service.time.waiting()).isZero();

        service.silent = true;
        CompletableFuture<Job> asking = ask(Operation.GET);
        asking.cancel(false);
        assertThat(service.exchanges.get(1).cancelled).isTrue();
        pass(60);
        assertThat(service.sent()).isEqualTo(2);
    }

    @Test
    void theProgramsOwnRetryDecidesHowOftenButNotWhatIsSafe() {
        Retry own = Retry.of(
                "own",
                RetryConfig.custom()
                        .maxAttempts(2)
                        .waitDuration(Duration.ofSeconds(3))
                        .build());
        Policies policies = builder().retry(own).build();
        service.next(trouble());
        service.next(trouble());
        CompletableFuture<Job> asked = service.ask(policies, ModelService.call(Operation.GET));
        pass(60);
        assertThat(asked).isCompletedExceptionally();
        assertThat(service.sent()).isEqualTo(2);
        assertThat(own.getMetrics().getNumberOfFailedCallsWithRetryAttempt()).isEqualTo(1);

        service.next(trouble());
        service.ask(policies, ModelService.call(Operation.CREATE));
        pass(60);
        assertThat(service.sent()).isEqualTo(3);
    }

    @Test
    void aRegistrysRetryIsTakenOrMade() {
        RetryRegistry registry = RetryRegistry.ofDefaults();
        builder().retry(registry).build();
        assertThat(registry.find(PoliciesBuilder.NAME)).isPresent();

        RetryRegistry configured = RetryRegistry.ofDefaults();
        configured.retry(
                PoliciesBuilder.NAME, RetryConfig.custom().maxAttempts(1).build());
        service.next(trouble());
        service.ask(builder().retry(configured).build(), ModelService.call(Operation.GET));
        pass(60);
        assertThat(service.sent()).isEqualTo(1);
    }
}
