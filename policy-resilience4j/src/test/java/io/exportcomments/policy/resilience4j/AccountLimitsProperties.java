package io.exportcomments.policy.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Operation;
import io.exportcomments.job.Plan;
import io.exportcomments.policy.resilience4j.ModelService.Exchange;
import io.exportcomments.port.TransportCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever a program asks for, and however slow and jittery the network is, no window of a plan is exceeded on the
 * service's side.
 */
class AccountLimitsProperties {
    private static final Operation[] OFTEN = {
        Operation.GET, Operation.LIST, Operation.CREATE, Operation.CREATE, Operation.RETRY, Operation.STOP
    };

    @Provide
    Arbitrary<Plan> plans() {
        return Arbitraries.oneOf(
                Arbitraries.of(Plan.PREMIUM, Plan.BUSINESS),
                Arbitraries.integers()
                        .between(1, 12)
                        .list()
                        .ofSize(6)
                        .map(n -> new Plan(
                                "custom", n.get(0) + 1, n.get(1) * 3, n.get(2), n.get(3), n.get(4), n.get(5))));
    }

    @Property(tries = 60)
    void noWindowIsExceededAndEachKindGoesInItsOrder(@ForAll("plans") Plan plan, @ForAll long seed) {
        Random random = new Random(seed);
        ModelService service = new ModelService();
        service.there = () -> Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(40_000) : random.nextInt(300));
        service.back = () -> Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(300));
        AccountLimits limits =
                AccountLimits.builder(plan).timekeeper(service.time).build();
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            if (random.nextInt(8) == 0) {
                service.time.advance(Duration.ofMillis(random.nextInt(90_000)));
            }
            calls.add(service.ask(limits, anyCall(random)));
            if (random.nextInt(12) == 0) {
                calls.get(random.nextInt(calls.size())).cancel(false);
            }
        }
        service.time.advance(Duration.ofHours(6));

        hold(service, plan.requestsPerMinute(), Duration.ofMinutes(1), e -> true);
        hold(service, (int) (plan.requestsPerMinute() * 0.5) + 1, Duration.ofMinutes(1), e -> e.background);
        hold(service, plan.creationsPerThreeMinutes(), Duration.ofMinutes(3), e -> e.operation == Operation.CREATE);
        hold(service, plan.jobsPerFiveMinutes(), Duration.ofMinutes(5), AccountLimitsProperties::startsJob);
        hold(service, plan.creationsPerDay(), Duration.ofDays(1), e -> e.operation == Operation.CREATE);
        assertThat(service.exchanges).isNotEmpty();
        inOrder(service, e -> e.operation == Operation.CREATE);
        inOrder(service, e -> e.operation == Operation.RETRY);
        inOrder(service, e -> e.background);
        inOrder(service, e -> !e.background && !startsJob(e));
    }

    private static boolean startsJob(Exchange exchange) {
        return exchange.operation == Operation.CREATE || exchange.operation == Operation.RETRY;
    }

    private static TransportCall anyCall(Random random) {
        Operation operation = OFTEN[random.nextInt(OFTEN.length)];
        boolean watching = (operation == Operation.GET || operation == Operation.LIST) && random.nextBoolean();
        return new TransportCall(operation, Optional.empty(), OptionalLong.empty(), watching);
    }

    private static void hold(ModelService service, int limit, Duration span, Predicate<Exchange> which) {
        long[] counted = service.exchanges.stream()
                .filter(which.and(e -> e.counted >= 0))
                .mapToLong(e -> e.counted)
                .sorted()
                .toArray();
        for (int i = limit; i < counted.length; i++) {
            assertThat(counted[i] - counted[i - limit])
                    .as("%d within less than %s", limit + 1, span)
                    .isGreaterThanOrEqualTo(span.toNanos());
        }
    }

    private static void inOrder(ModelService service, Predicate<Exchange> which) {
        assertThat(service.exchanges.stream().filter(which).map(e -> e.caller)).isSorted();
    }

    @Property(tries = 40)
    void nobodyWaitsLongerThanThePlanMakesThem(@ForAll("plans") Plan plan, @ForAll long seed) {
        Random random = new Random(seed);
        ModelService service = new ModelService();
        AccountLimits limits =
                AccountLimits.builder(plan).timekeeper(service.time).build();
        int calls = 1 + random.nextInt(3 * plan.requestsPerMinute());
        for (int i = 0; i < calls; i++) {
            service.ask(limits, ModelService.call(Operation.GET));
        }
        int perMinute = plan.requestsPerMinute() - (int) Math.floor(plan.requestsPerMinute() * 0.2);

        service.time.advance(
                Duration.ofSeconds(61).multipliedBy((calls - 1) / perMinute).plusMillis(1));

        assertThat(service.sent()).as("%d at %d a minute", calls, perMinute).isEqualTo(calls);
    }
}
