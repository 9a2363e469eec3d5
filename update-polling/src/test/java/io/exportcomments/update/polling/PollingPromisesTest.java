package io.exportcomments.update.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.journal.Journal;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.testkit.update.LibraryThreads;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.testkit.update.Watched;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What polling promises of requests, threads and delays, against the mock service. */
@Timeout(120)
class PollingPromisesTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final int SHARE = Plan.PREMIUM.requestsPerMinute() / 2;

    private final Random random = new Random(11);

    @Test
    void aGuidInCapitalsIsTheSameJob() {
        try (Simulation simulation = premium()) {
            JobGuid guid =
                    simulation.seed(JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(20)));
            Watched watched = simulation.watch(JobGuid.of(guid.value().toUpperCase(Locale.ROOT)));

            assertThat(simulation.passUntil(watched::isOver, Duration.ofSeconds(35)))
                    .isTrue();
            assertThat(watched.ends()).hasSize(1);
        }
    }

    @Test
    void fiveHundredJobsOnThePremiumPlan() {
        try (Simulation simulation = premium()) {
            Map<JobGuid, JobStatus> ends = new HashMap<>();
            List<JobGuid> toStop = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                seedOne(simulation, i, ends, toStop);
            }
            List<Watched> watches =
                    ends.keySet().stream().map(simulation::watch).toList();

            for (JobGuid guid : toStop) {
                simulation.pass(Duration.ofSeconds(15));
                simulation.stopElsewhere(guid);
                pushOlderJobsBack(simulation, 10);
            }
            boolean over =
                    simulation.passUntil(() -> watches.stream().allMatch(Watched::isOver), Duration.ofMinutes(30));
            simulation.pass(Duration.ofMinutes(10));

            assertThat(over).isTrue();
            Journal journal = simulation.mock().journal();
            assertThat(journal.mostWithin(A_MINUTE)).isBetween(20, Plan.PREMIUM.requestsPerMinute());
            assertThat(journal.count(entry -> entry.status() == 429)).isZero();
            watches.forEach(watched -> assertEndedOnce(watched, ends.get(watched.guid())));
        }
    }

    private void seedOne(Simulation simulation, int i, Map<JobGuid, JobStatus> ends, List<JobGuid> toStop) {
        Duration age = Duration.ofSeconds(random.nextInt(600));
        Duration left = Duration.ofSeconds(1 + random.nextInt(900));
        JobScript running = JobScript.queued(Duration.ZERO)
                .progress(Duration.ZERO, 0, 100)
                .progress(age.plus(left.dividedBy(2)), 50, 100);
        if (i % 50 == 0) {
            JobGuid guid = simulation.seed(JobScript.endless(), age);
            ends.put(guid, JobStatus.STOPPED);
            toStop.add(guid);
        } else if (i % 7 == 0) {
            ends.put(simulation.seed(running.fails(left.dividedBy(2), "Video is private"), age), JobStatus.ERROR);
        } else {
            ends.put(simulation.seed(running.done(left.dividedBy(2)), age), JobStatus.DONE);
        }
    }

    private static void pushOlderJobsBack(Simulation simulation, int newer) {
        for (int i = 0; i < newer; i++) {
            simulation.seed(JobScript.realistic());
        }
    }

    @Test
    void aFewJobsAreSeenToEndWithinOneIntervalInFewRequests() {
        for (int jobs = 1; jobs <= 3; jobs++) {
            try (Simulation simulation = premium()) {
                List<Watched> watches = new ArrayList<>();
                for (int i = 0; i < jobs; i++) {
                    Duration length = Duration.ofMillis(60_000L + random.nextInt(400_000));
                    watches.add(simulation.watch(simulation.seed(JobScript.queued(Duration.ZERO)
                            .progress(Duration.ZERO, 0)
                            .done(length))));
                }

                simulation.pass(Duration.ofMinutes(9));

                assertThat(watches).allSatisfy(watched -> {
                    assertEndedOnce(watched, JobStatus.DONE);
                    assertThat(Duration.between(
                                    simulation.job(watched.guid()).updatedAt(),
                                    watched.ends().get(0).observedAt()))
                            .as("how late in %s", watched)
                            .isLessThanOrEqualTo(Duration.ofSeconds(10));
                });
                assertThat(simulation.mock().journal().mostWithin(A_MINUTE))
                        .as("requests in a minute for %d jobs", jobs)
                        .isLessThanOrEqualTo(12 + jobs);
            }
        }
    }

    @Test
    void twoThousandJobsCostNoMoreThanTheShare() {
        try (Simulation simulation = premium()) {
            List<Watched> watches = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                JobScript course = JobScript.queued(Duration.ZERO)
                        .progress(Duration.ofSeconds(random.nextInt(60)), 10, 100)
                        .done(Duration.ofSeconds(300 + random.nextInt(300)));
                watches.add(simulation.watch(simulation.seed(course)));
            }

            simulation.pass(Duration.ofMinutes(15));

            Journal journal = simulation.mock().journal();
            assertThat(journal.mostWithin(A_MINUTE)).isLessThanOrEqualTo(SHARE);
            assertThat(journal.count(entry -> entry.status() == 429)).isZero();
            assertThat(watches).allSatisfy(watched -> {
                assertEndedOnce(watched, JobStatus.DONE);
                assertThat(Duration.between(
                                simulation.job(watched.guid()).updatedAt(),
                                watched.ends().get(0).observedAt()))
                        .as("how late in %s", watched)
                        .isLessThanOrEqualTo(Duration.ofSeconds(100));
            });
        }
    }

    @Test
    void twoThousandJobsOnTheBusinessPlanAreToldOfWithinSeconds() {
        try (Simulation simulation = Simulation.builder(RetrofitTransport.create())
                .updates(PollingUpdates.create())
                .plan(Plan.BUSINESS)
                .start()) {
            List<Watched> watches = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                JobScript course = JobScript.queued(Duration.ZERO)
                        .progress(Duration.ofSeconds(random.nextInt(60)), 10, 100)
                        .done(Duration.ofSeconds(300 + random.nextInt(300)));
                watches.add(simulation.watch(simulation.seed(course)));
            }

            simulation.pass(Duration.ofMinutes(15));

            assertThat(simulation.mock().journal().mostWithin(A_MINUTE))
                    .isLessThanOrEqualTo(Plan.BUSINESS.requestsPerMinute() / 2);
            watches.forEach(watched -> assertEndedOnce(watched, JobStatus.DONE));
            double mean = watches.stream()
                    .mapToLong(watched -> Duration.between(
                                    simulation.job(watched.guid()).updatedAt(),
                                    watched.ends().get(0).observedAt())
                            .toMillis())
                    .average()
                    .orElseThrow();
            assertThat(mean).as("mean time to tell, in ms").isLessThanOrEqualTo(6_000);
        }
    }

    @Test
    void minutesOfLimitsAndBadGatewaysEndNothing() {
        try (Simulation simulation = premium()) {
            List<Watched> watches = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                watches.add(simulation.watch(simulation.seed(JobScript.queued(Duration.ZERO)
                        .progress(Duration.ofSeconds(5), 10, 100)
                        .done(Duration.ofSeconds(20L * i)))));
            }
            Fault limit = Fault.status(429).body("{\"error_code\":\"RATE_LIMIT_EXCEEDED\",\"seconds_to_wait\":45}");
            for (Fault fault : List.of(limit, Fault.badGateway(), Fault.status(429), Fault.resetAfterTaking())) {
                simulation.mock().faults().onAny().always().inject(fault);
                int before = simulation.mock().journal().entries().size();
                simulation.pass(Duration.ofMinutes(4));
                assertThat(simulation.mock().journal().entries().size() - before)
                        .as("requests in 4 minutes of trouble")
                        .isBetween(3, 4 * SHARE);
                simulation.mock().faults().clear();
                simulation.pass(A_MINUTE);
            }

            simulation.pass(Duration.ofMinutes(10));

            assertThat(watches).allSatisfy(watched -> assertEndedOnce(watched, JobStatus.DONE));
            assertThat(simulation.mock().journal().mostWithin(A_MINUTE)).isLessThanOrEqualTo(SHARE);
        }
    }

    @Test
    void aThousandJobsTakeAtMostFourThreadsAndLeaveNone() throws InterruptedException {
        Set<Thread> before = LibraryThreads.now();
        int jobs = 1_000;
        CountDownLatch heard = new CountDownLatch(jobs);
        try (MockService mock = MockService.start()) {
            List<JobGuid> guids = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                SeedJob job = SeedJob.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ");
                guids.add(JobGuid.of(mock.jobs()
                        .seed(job.script(JobScript.endless()).age(A_MINUTE))
                        .guid()
                        .toString()));
            }
            try (ExportComments client = ExportComments.builder()
                    .baseUrl(mock.baseUrl())
                    .token(mock.token())
                    .transport(RetrofitTransport.create())
                    .updates(PollingUpdates.builder()
                            .interval(Duration.ofSeconds(1), Duration.ofSeconds(1))
                            .build())
                    .plan(Plan.BUSINESS)
                    .build()) {
                guids.forEach(guid -> client.watch(guid).subscribe(new Heard(guid, heard)));

                assertThat(heard.await(60, TimeUnit.SECONDS)).isTrue();
                mock.journal().awaitCount(MockOperation.LIST, 20, Duration.ofSeconds(30));

                assertThat(LibraryThreads.since(before)).hasSizeBetween(1, 4);
            }
            assertThat(LibraryThreads.leftAfter(Duration.ofSeconds(1), before)).isEmpty();
        }
    }

    private static final class Heard extends Watched {
        private final CountDownLatch heard;

        Heard(JobGuid guid, CountDownLatch heard) {
            super(guid);
            this.heard = heard;
        }

        @Override
        public void onNext(JobUpdate update) {
            super.onNext(update);
            heard.countDown();
        }
    }

    private static Simulation premium() {
        return Simulation.builder(RetrofitTransport.create())
                .updates(PollingUpdates.create())
                .start();
    }

    private static void assertEndedOnce(Watched watched, JobStatus end) {
        assertThat(watched.ends().stream().map(JobUpdate::status))
                .as("%s", watched)
                .containsExactly(end);
        assertThat(watched.completions()).as("%s", watched).isEqualTo(1);
        assertThat(watched.errors()).as("%s", watched).isEmpty();
    }
}
