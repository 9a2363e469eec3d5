package io.exportcomments.policy.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.BatchAllowance;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Operation;
import io.exportcomments.job.Plan;
import io.exportcomments.port.TransportCall;
import io.exportcomments.testkit.quota.MemoryQuotaLog;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that share a log never ask for more jobs than the plan has places, whoever of them dies. */
class SharedPlacesTest {
    /** As Business, but that only its places hold anything up. */
    private static final Plan PLAN =
            new Plan("places", 100_000, Integer.MAX_VALUE, 5, 5, 100_000, 100_000, BatchAllowance.BUSINESS);

    private final VirtualTimekeeper time = new VirtualTimekeeper();
    private final MemoryQuotaLog log = new MemoryQuotaLog(time);

    /** One of the programs, which asks the log with some delay, until it dies. */
    private final class Program {
        private final PlacesService service;
        private final boolean hearsByPush;
        private final AccountLimits limits;
        private final List<Job> ended = new ArrayList<>();
        private boolean dead;

        Program(PlacesService service, boolean hearsByPush) {
            this.service = service;
            this.hearsByPush = hearsByPush;
            Executor asking = task -> time.schedule(Duration.ofMillis(1), () -> {
                if (!dead) {
                    task.run();
                }
            });
            this.limits = AccountLimits.builder(PLAN)
                    .timekeeper(time)
                    .shared(log)
                    .asking(asking)
                    .build();
        }

        void create(int count) {
            for (int i = 0; i < count; i++) {
                boolean lost = i % 7 == 3;
                service.create(limits, lost).whenComplete((job, failure) -> {
                    if (job != null) {
                        follow(job);
                    } else if (lost) {
                        lookUp(3);
                    }
                });
            }
        }

        private void lookUp(int times) {
            service.list(limits);
            if (times > 1) {
                time.schedule(Duration.ofSeconds(10), () -> lookUp(times - 1));
            }
        }

        private void follow(Job job) {
            if (dead || job.status().isTerminal()) {
                ended.add(job);
                return;
            }
            time.schedule(
                    Duration.ofSeconds(5),
                    () -> service.get(hearsByPush ? unheard() : limits, job.guid())
                            .thenAccept(seen -> {
                                if (hearsByPush && !dead) {
                                    limits.listener()
                                            .heard(new ClientEvent.UpdateDelivered(
                                                    new JobUpdate(seen, 1, "realtime", time.now())));
                                }
                                follow(seen);
                            }));
        }

        /** Its answers tell the log nothing. */
        private AccountLimits unheard() {
            return AccountLimits.builder(PLAN).timekeeper(time).build();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingIsRefusedHoweverManyPrograms(long seed) {
        PlacesService service = new PlacesService(time, PLAN, seed);
        List<Program> programs =
                List.of(new Program(service, false), new Program(service, true), new Program(service, false));
        programs.forEach(program -> program.create(40));
        time.advance(Duration.ofSeconds(100));
        Program killed = programs.get((int) (seed % 3));
        killed.dead = true;
        for (int i = 0; i < 200; i++) {
            time.advance(Duration.ofSeconds(60));
        }

        assertThat(service.refusals).isZero();
        assertThat(service.mostAtOnce).as("all places were used").isEqualTo(10);
        assertThat(service.running()).isZero();
        assertThat(service.created())
                .as("what those who live created, and some more")
                .isGreaterThanOrEqualTo(80);
    }

    @Test
    void aPlaceThatThisProgramFreesIsUsedAtOnce() {
        PlacesService service = new PlacesService(time, PLAN, 1);
        Program program = new Program(service, true);
        program.create(11);
        time.advance(Duration.ofSeconds(20));
        while (service.created() < 11) {
            int running = service.running();
            time.advance(Duration.ofMillis(10));
            if (service.running() < running) {
                break;
            }
        }
        time.advance(Duration.ofMillis(5_900));

        assertThat(service.created())
                .as("heard of after 5.4 s at most, and asked for in 0.4 s")
                .isEqualTo(11);
    }

    @Test
    void whoFindsNoPlaceBeforeItsDeadlineIsToldWhichLimitItWas() {
        PlacesService service = new PlacesService(time, PLAN, 1);
        new Program(service, false).create(10);
        time.advance(Duration.ofSeconds(2));
        AtomicInteger sent = new AtomicInteger();
        long deadline = time.nanoTime() + Duration.ofSeconds(8).toNanos();
        TransportCall call = new TransportCall(Operation.CREATE, Optional.empty(), OptionalLong.of(deadline), false);
        CompletableFuture<Job> late = new Program(service, false).limits.intercept(call, () -> {
            sent.incrementAndGet();
            return new CompletableFuture<>();
        });
        time.advance(Duration.ofSeconds(7));
        assertThat(late).isNotDone();
        time.advance(Duration.ofSeconds(2));

        assertThat(late).isCompletedExceptionally();
        assertThat(late.handle((job, failure) -> failure).join())
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        refused -> assertThat(refused.limit()).isEqualTo(RateLimit.RUNNING_EXPORTS));
        assertThat(sent).hasValue(0);
    }
}
