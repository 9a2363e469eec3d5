package io.exportcomments.policy.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.RateLimit;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.Job;
import io.exportcomments.job.Operation;
import io.exportcomments.job.Plan;
import io.exportcomments.port.TransportCall;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the order of the parts promises, and what clients of one account share. */
@Timeout(60)
class TogetherTest {
    private final ModelService service = new ModelService();

    private PoliciesBuilder builder() {
        return Policies.builder(Plan.PREMIUM).timekeeper(service.time);
    }

    private void pass(int seconds) {
        service.time.advance(Duration.ofSeconds(seconds));
    }

    private List<CompletableFuture<Job>> ask(Policies policies, int count, TransportCall call) {
        List<CompletableFuture<Job>> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            asked.add(service.ask(policies, call));
        }
        return asked;
    }

    @Test
    void clientsOfOneAccountShareItsLimitsAndTheirQueue() {
        AccountLimits account =
                AccountLimits.builder(Plan.PREMIUM).timekeeper(service.time).build();
        Policies one = builder().limits(account).build();
        Policies other = builder().limits(account).build();
        for (int i = 0; i < 6; i++) {
            ask(one, 1, ModelService.call(Operation.CREATE));
            ask(other, 1, ModelService.call(Operation.CREATE));
        }
        pass(1);
        assertThat(service.sent()).as("7 in 3 minutes, of both together").isEqualTo(7);
        pass(600);
        assertThat(service.exchanges.stream().map(exchange -> exchange.caller))
                .isSorted()
                .hasSize(12);
    }

    @Test
    void whatTheBreakerHoldsBackUsesNothingOfThePlan() {
        CircuitBreaker breaker = CircuitBreaker.ofDefaults("own");
        Policies policies =
                builder().without(Policy.RETRY).circuitBreaker(breaker).build();
        breaker.transitionToForcedOpenState();
        assertThat(ask(policies, 100, ModelService.call(Operation.GET)))
                .allSatisfy(call -> assertThat(call).isCompletedExceptionally());
        breaker.transitionToClosedState();
        List<CompletableFuture<Job>> asked = ask(policies, 48, ModelService.call(Operation.GET));
        pass(1);

        assertThat(asked).allSatisfy(call -> assertThat(call).isCompleted());
    }

    @Test
    void whoWaitsForThePlanTakesNoPlaceInTheBulkhead() {
        Policies policies = builder().build();
        ask(policies, 100, ModelService.call(Operation.CREATE));
        List<CompletableFuture<Job>> reads = ask(policies, 20, ModelService.call(Operation.GET));
        pass(1);

        assertThat(reads).allSatisfy(call -> assertThat(call).isCompleted());
    }

    @Test
    void everyAttemptIsCountedByTheLimits() {
        AtomicInteger left = new AtomicInteger();
        Policies policies = builder()
                .listener(event -> {
                    if (event instanceof ClientEvent.LimitChanged limit
                            && limit.limit().equals("requests-per-minute")) {
                        left.set(limit.left());
                    }
                })
                .build();
        service.next(ModelService.refusal(RateLimit.QUEUED_EXPORTS, 1));
        service.next(ModelService.refusal(RateLimit.QUEUED_EXPORTS, 1));
        ask(policies, 1, ModelService.call(Operation.CREATE));
        pass(10);

        assertThat(service.sent()).isEqualTo(3);
        assertThat(left).hasValue(60 - 3);
    }

    @Test
    void theProgramsOwnTimeLimiterIsGoneByAndTold() {
        List<String> told = new ArrayList<>();
        TimeLimiter own = TimeLimiter.of(
                "own",
                TimeLimiterConfig.custom()
                        .timeoutDuration(Duration.ofSeconds(3))
                        .build());
        own.getEventPublisher().onSuccess(event -> told.add("well")).onTimeout(event -> told.add("late"));
        Policies policies = builder().timeLimiter(own).build();
        ask(policies, 1, ModelService.call(Operation.GET));
        pass(1);
        service.silent = true;
        List<CompletableFuture<Job>> late = ask(policies, 1, ModelService.call(Operation.GET));
        pass(3);

        assertThat(late.get(0)).isCompletedExceptionally();
        assertThat(told).containsExactly("well", "late");
    }
}
