package io.exportcomments.testkit.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.journal.JournalEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

abstract class CrowdCases extends SourceCases {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    CrowdCases(UpdateSourceContract contract) {
        super(contract);
    }

    @Test
    void manyJobsStayInTheShareOfThePlanAndAreAllToldTheirEnds() {
        Simulation simulation = start();
        List<JobGuid> guids = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            guids.add(simulation.seed(course(3 + i % 10, Duration.ofSeconds(5 + i % 17))));
        }
        List<Watched> watches = watchAll(simulation, guids);

        simulation.passUntil(() -> allOver(watches), Duration.ofMinutes(15));
        simulation.pass(LONG_AFTERWARDS);

        watches.forEach(watched -> assertEnded(watched, JobStatus.DONE));
        assertThat(simulation.mock().journal().mostWithin(A_MINUTE))
                .as("requests in a minute")
                .isLessThanOrEqualTo(Plan.PREMIUM.requestsPerMinute() / 2);
        assertThat(simulation.mock().journal().count(entry -> entry.status() == 429))
                .isZero();
    }

    @Test
    void jobsThatAreFollowedOneAfterTheOtherAreToldTheirEndsInTime() {
        Simulation simulation = start();
        List<JobGuid> guids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Duration step = Duration.ofSeconds(6 + i % 20);
            guids.add(simulation.seed(i % 3 == 0 ? failing(1, step) : course(1, step)));
        }
        List<Watched> watches = new ArrayList<>();
        for (JobGuid guid : guids) {
            watches.add(simulation.watch(guid));
            simulation.pass(Duration.ofMillis(100));
        }

        simulation.passUntil(() -> allOver(watches), Duration.ofMinutes(5));

        for (int i = 0; i < guids.size(); i++) {
            assertEnded(watches.get(i), i % 3 == 0 ? JobStatus.ERROR : JobStatus.DONE);
            assertNoticedWithin(
                    simulation, watches.get(i), contract.noticesWithin().plusSeconds(5));
        }
    }

    @Test
    void moreJobsTakeNoMoreRequestsThanTheShare() {
        int few = requestsInTenMinutes(200);
        int many = requestsInTenMinutes(800);

        assertThat(few).isLessThanOrEqualTo(300);
        assertThat(many).isLessThanOrEqualTo(300);
    }

    private int requestsInTenMinutes(int jobs) {
        Simulation simulation = start();
        watchAll(simulation, endless(simulation, jobs));
        simulation.pass(Duration.ofMinutes(10));
        return simulation.mock().journal().entries().size();
    }

    @Test
    void moreJobsTakeNoMoreThreadsTimersAndConnections() {
        Set<Thread> before = LibraryThreads.now();
        Simulation simulation = start();
        watchAll(simulation, endless(simulation, 10));
        int timers = lastingTimers(simulation);
        int threads = threadsSince(before);

        watchAll(simulation, endless(simulation, 300));

        // Readings have two at most, whatever their number: for the budget, and for the deadline of the request under
        // way.
        assertThat(lastingTimers(simulation)).as("timers").isLessThanOrEqualTo(timers + 2);
        assertThat(threadsSince(before)).as("threads").isLessThanOrEqualTo(threads + 1);
        // The socket, and a request or two that found the other connections busy just then.
        assertThat(simulation.mock().journal().entries().stream()
                        .map(JournalEntry::connection)
                        .distinct()
                        .count())
                .as("connections")
                .isLessThanOrEqualTo(5);
    }

    /**
     * The timers that are there all the time. How many there are at one moment depends on what the source and the world
     * around it do just then, such as pushes on their way.
     */
    private static int lastingTimers(Simulation simulation) {
        int least = Integer.MAX_VALUE;
        for (int second = 0; second < A_MINUTE.toSeconds(); second++) {
            simulation.pass(Duration.ofSeconds(1));
            least = Math.min(least, simulation.time().waiting());
        }
        return least;
    }

    private static int threadsSince(Set<Thread> before) {
        return (int) LibraryThreads.now().stream()
                .filter(thread -> !before.contains(thread))
                .count();
    }

    private static List<JobGuid> endless(Simulation simulation, int jobs) {
        List<JobGuid> guids = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            guids.add(simulation.seed(JobScript.endless()));
        }
        return guids;
    }
}
