package io.exportcomments.testkit.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class EndCases extends SourceCases {
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    EndCases(UpdateSourceContract contract) {
        super(contract);
    }

    @Test
    void aJobThatWasDoneBeforeEndsTheWatchAtOnce() {
        Simulation simulation = start();
        assertEndsAtOnce(simulation, simulation.seed(course(2, SHORTLY), Duration.ofMinutes(5)), JobStatus.DONE);
    }

    @Test
    void aJobThatHadFailedBeforeEndsTheWatchAtOnce() {
        Simulation simulation = start();
        assertEndsAtOnce(simulation, simulation.seed(failing(2, SHORTLY), Duration.ofMinutes(5)), JobStatus.ERROR);
    }

    @Test
    void aJobThatWasStoppedBeforeEndsTheWatchAtOnce() {
        Simulation simulation = start();
        JobGuid guid = simulation.seed(JobScript.endless(), Duration.ofMinutes(5));
        simulation.stopElsewhere(guid);
        assertEndsAtOnce(simulation, guid, JobStatus.STOPPED);
    }

    private void assertEndsAtOnce(Simulation simulation, JobGuid guid, JobStatus end) {
        Watched watched = simulation.watch(guid);
        simulation.passUntil(watched::isOver, contract.beginsWithin());

        assertEnded(watched, end);
        assertThat(watched.updates()).as("%s", watched).hasSize(1);
        simulation.pass(LONG_AFTERWARDS);
        assertEnded(watched, end);
    }

    @Test
    void anEndAtAnyMomentAfterTheBeginningIsToldOnceAndInTime() {
        Simulation simulation = start();
        List<JobGuid> guids = new ArrayList<>();
        for (int i = 0; i <= 30; i++) {
            JobScript script = JobScript.queued(Duration.ZERO).progress(Duration.ZERO, 0);
            Duration after = Duration.ofMillis(i * 457L);
            guids.add(simulation.seed(i % 2 == 0 ? script.done(after) : script.fails(after, "gone")));
        }
        List<Watched> watches = watchAll(simulation, guids);

        simulation.pass(LONG_AFTERWARDS);

        for (int i = 0; i < watches.size(); i++) {
            assertEnded(watches.get(i), i % 2 == 0 ? JobStatus.DONE : JobStatus.ERROR);
            assertNoticedWithin(simulation, watches.get(i), contract.noticesWithin());
        }
    }

    @Test
    void anEndWhileTheFirstReadingIsUnderWayIsTold() {
        Simulation simulation = start();
        JobGuid guid = simulation.seed(JobScript.endless(), Duration.ofMinutes(1));
        simulation.mock().faults().on(MockOperation.GET).next(1).inject(Fault.slowDrip(64, Duration.ofMillis(20)));

        Watched watched = simulation.watch(guid);
        simulation.passUntilAsked(MockOperation.GET, contract.beginsWithin());
        simulation.stopElsewhere(guid);
        simulation.passUntil(watched::isOver, contract.checksWithin());

        assertEnded(watched, JobStatus.STOPPED);
    }

    @Test
    void anEndAfterHoursIsToldInAMinute() {
        Simulation simulation = start();
        Watched watched = simulation.watch(simulation.seed(course(20, Duration.ofMinutes(12))));

        simulation.pass(Duration.ofHours(5));

        assertEnded(watched, JobStatus.DONE);
        assertNoticedWithin(simulation, watched, Duration.ofSeconds(60));
    }

    @Test
    void aWatchOfAJobThatEndedWhileItWasWatchedBeforeIsToldTheEndAgain() {
        Simulation simulation = start();
        JobGuid guid = simulation.seed(course(2, SHORTLY));
        Watched first = simulation.watch(guid);
        simulation.passUntil(first::isOver, Duration.ofMinutes(1));

        Watched second = simulation.watch(guid);
        simulation.passUntil(second::isOver, contract.beginsWithin());

        assertEnded(first, JobStatus.DONE);
        assertEnded(second, JobStatus.DONE);
    }
}
