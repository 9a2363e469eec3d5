package io.exportcomments.policy.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.AsyncJobHandle;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.testkit.update.Watched;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.polling.PollingUpdates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Days of a busy program in virtual time, against the mock service with all the limits of the plan. */
@Timeout(120)
@Tag("jdk-independent")
class DaysOnAPlanTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Timeouts PATIENT = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), DAY);
    private static final String VIDEO = "https://www.youtube.com/watch?v=";

    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final List<Pause> pauses = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    /** One that reached the service, at a time in nanoseconds: the simulated network takes none. */
    private record Exchange(long at, boolean refused) {}

    private record Pause(long at, long length) {
        boolean holds(long moment) {
            return moment > at && moment < at + length;
        }
    }

    private Simulation simulation(Plan plan, ServicePlan enforced) {
        return simulation(plan, enforced, PollingUpdates.create());
    }

    private Simulation simulation(Plan plan, ServicePlan enforced, PollingUpdates updates) {
        AtomicReference<ClientListener> limits = new AtomicReference<>(ClientListener.NONE);
        return Simulation.builder(RetrofitTransport.create())
                .updates(updates)
                .plan(plan)
                .enforce(enforced)
                .timeouts(PATIENT)
                .prepare(mock -> mock.script(VIDEO + "long*", course(Duration.ofMinutes(6))))
                .interceptor(time -> {
                    Policies policies = Policies.builder(plan)
                            .timekeeper(time)
                            .listener(event -> note(event, time))
                            .build();
                    limits.set(policies.listener());
                    return policies;
                })
                .listener(event -> limits.get().heard(event))
                .interceptor(Exchanges::new)
                .start();
    }

    private void note(ClientEvent event, Timekeeper time) {
        if (event instanceof ClientEvent.AccountPaused paused) {
            pauses.add(new Pause(time.nanoTime(), paused.pause().toNanos()));
        }
    }

    /** Takes down every exchange that gets through the policies. */
    private final class Exchanges implements TransportInterceptor {
        private final Timekeeper time;

        Exchanges(Timekeeper time) {
            this.time = time;
        }

        @Override
        public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
            long left = time.nanoTime();
            CompletableFuture<T> exchange = chain.proceed();
            exchange.whenComplete(
                    (answer, failure) -> exchanges.add(new Exchange(left, failure instanceof RateLimitException)));
            return exchange;
        }
    }

    private static JobScript course(Duration length) {
        return JobScript.queued(Duration.ZERO)
                .progress(Duration.ofSeconds(1), 1, 100)
                .done(length);
    }

    /** Creates and watches one job after the other, as fast as it may; every tenth takes minutes. */
    private void keepExporting(Simulation simulation) {
        int number = asked.incrementAndGet();
        ExportRequest next = ExportRequest.of(VIDEO + (number % 10 == 0 ? "long" : "") + number);
        simulation.client().async().create(next).whenComplete((job, failure) -> {
            if (failure == null) {
                job.onUpdate(update -> done.addAndGet(update.isTerminal() ? 1 : 0));
                keepExporting(simulation);
            } else {
                failures.add(failure);
            }
        });
    }

    /** Asks again and again. */
    private void keepAsking(Simulation simulation, Duration pause, long until) {
        simulation.client().async().ping().whenComplete((nothing, failure) -> {
            if (failure != null) {
                failures.add(failure);
            }
            if (simulation.time().nanoTime() < until) {
                simulation.time().schedule(pause, () -> keepAsking(simulation, pause, until));
            }
        });
    }

    /** For a while, far more is asked than the plan allows. */
    private void rush(Simulation simulation) {
        long end = simulation.time().nanoTime() + Duration.ofMinutes(5).toNanos();
        for (int i = 0; i < 10; i++) {
            keepAsking(simulation, Duration.ofMillis(500), end);
        }
    }

    /** A day is long, and each request of it takes its real time. */
    private static PollingUpdates seldom() {
        return PollingUpdates.builder()
                .interval(Duration.ofSeconds(20), Duration.ofSeconds(40))
                .build();
    }

    private void spendADay(Simulation simulation, int exporters) {
        for (int i = 0; i < exporters; i++) {
            keepExporting(simulation);
        }
        keepAsking(simulation, Duration.ofMinutes(2), Long.MAX_VALUE);
        simulation.time().schedule(Duration.ofMinutes(10), () -> rush(simulation));
        simulation.pass(DAY.minus(MOMENT));
    }

    private static int refusals(Simulation simulation) {
        return simulation.mock().journal().count(entry -> entry.status() == 429);
    }

    private static int created(Simulation simulation) {
        return simulation.mock().journal().count(MockOperation.CREATE);
    }

    @Test
    void aDayOnThePremiumPlanEndsWithoutARefusal() {
        try (Simulation simulation = simulation(Plan.PREMIUM, ServicePlan.premium(), seldom())) {
            spendADay(simulation, 6);

            assertThat(refusals(simulation)).isZero();
            assertThat(created(simulation)).as("all that the day allows").isEqualTo(100);
            assertThat(done).hasValue(100);
            assertThat(simulation.mock().journal().mostWithin(Duration.ofMinutes(1)))
                    .as("the rush came to the limit")
                    .isBetween(48, 60);
            assertThat(failures).isEmpty();

            simulation.pass(Duration.ofHours(2));
            assertThat(created(simulation)).as("the next day has begun").isGreaterThan(104);
            assertThat(refusals(simulation)).isZero();
        }
    }

    @Test
    void aDayOnTheBusinessPlanEndsWithoutARefusal() {
        try (Simulation simulation = simulation(Plan.BUSINESS, ServicePlan.business(), seldom())) {
            spendADay(simulation, 20);

            assertThat(refusals(simulation)).isZero();
            assertThat(created(simulation)).as("15 in 5 minutes, nearly").isBetween(4_100, 24 * 12 * 15);
            assertThat(done.get()).isGreaterThan(created(simulation) - 15);
            assertThat(simulation.mock().journal().mostWithin(Duration.ofMinutes(1)))
                    .as("the rush came to the limit")
                    .isBetween(160, 200);
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void besideAStrangerEachRefusalIsRecoveredFromByOnePause() {
        try (Simulation simulation = simulation(Plan.PREMIUM, ServicePlan.premium())) {
            askElsewhere(simulation, Duration.ofSeconds(2), HttpClient.newHttpClient());
            Watched watched = simulation.watch(simulation.seed(course(Duration.ofMinutes(50))));
            for (int i = 0; i < 4; i++) {
                keepAsking(
                        simulation, Duration.ofMillis(200), Duration.ofHours(1).toNanos());
            }
            simulation.pass(Duration.ofMinutes(62));

            List<Long> refused = exchanges.stream()
                    .filter(Exchange::refused)
                    .map(Exchange::at)
                    .toList();
            assertThat(refused).as("there was something to recover from").isNotEmpty();
            assertThat(pauses.stream().map(Pause::at))
                    .as("one pause for those that were on their way together")
                    .containsExactlyElementsOf(refused.stream().distinct().toList());
            assertThat(exchanges)
                    .as("nothing is sent in a pause")
                    .noneMatch(exchange -> pauses.stream().anyMatch(pause -> pause.holds(exchange.at())));
            assertThat(exchanges.size() - refused.size())
                    .as("what the stranger left was used")
                    .isGreaterThan(60 * 20);
            assertThat(refused).as("refused of %d", exchanges.size()).hasSizeLessThan(exchanges.size() / 10);
            assertThat(failures).isEmpty();
            assertThat(watched.ends()).hasSize(1);
        }
    }

    /** Another program, on another machine, uses the account as well. */
    private static void askElsewhere(Simulation simulation, Duration every, HttpClient http) {
        HttpRequest ping = HttpRequest.newBuilder(URI.create(simulation.mock().baseUrl() + "/api/v1/ping"))
                .header("X-AUTH-TOKEN", simulation.mock().token())
                .build();
        simulation.time().schedule(every, () -> {
            try {
                http.send(ping, HttpResponse.BodyHandlers.discarding());
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            askElsewhere(simulation, every, http);
        });
    }

    @Test
    void tenMinutesOfOutageLoseNoWatchDoubleNoJobAndCostTheProbes() {
        try (Simulation simulation = simulation(Plan.BUSINESS, ServicePlan.business())) {
            List<Watched> watches = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                JobGuid guid = simulation.seed(course(Duration.ofSeconds(60L + 100L * i)));
                watches.add(simulation.watch(guid));
            }
            keepAsking(simulation, Duration.ofSeconds(5), Long.MAX_VALUE);
            simulation.pass(Duration.ofSeconds(30));

            List<CompletableFuture<AsyncJobHandle>> creations = new ArrayList<>();
            int before = simulation.mock().journal().entries().size();
            simulation.mock().faults().on(MockOperation.CREATE).inject(Fault.resetAfterTaking());
            simulation
                    .mock()
                    .faults()
                    .onAny()
                    .when(request -> request.operation() != MockOperation.CREATE)
                    .always()
                    .inject(Fault.badGateway());
            creations.add(create(simulation, "lost"));
            simulation.settle();
            simulation.mock().faults().on(MockOperation.CREATE).always().inject(Fault.badGateway());
            creations.add(create(simulation, "unsure"));
            simulation.pass(Duration.ofMinutes(4));
            creations.add(create(simulation, "held"));
            simulation.pass(Duration.ofMinutes(6));
            int during = simulation.mock().journal().entries().size() - before;
            simulation.mock().faults().clear();
            simulation.pass(Duration.ofMinutes(15));

            assertThat(during)
                    .as("10 of the last 20 open the breaker, and then there is a probe each 30 s")
                    .isBetween(15, 10 + 20);
            assertThat(watches)
                    .allSatisfy(watched -> assertThat(watched.ends().stream().map(JobUpdate::status))
                            .containsExactly(JobStatus.DONE));
            assertThat(creations).allSatisfy(created -> assertThat(created).isCompleted());
            assertThat(simulation.mock().jobs().all())
                    .hasSize(8 + 3)
                    .extracting(job -> job.url())
                    .contains(VIDEO + "lost", VIDEO + "unsure", VIDEO + "held");
            assertThat(failures).isEmpty();
        }
    }

    private static CompletableFuture<AsyncJobHandle> create(Simulation simulation, String video) {
        return simulation.client().async().create(ExportRequest.of(VIDEO + video));
    }
}
