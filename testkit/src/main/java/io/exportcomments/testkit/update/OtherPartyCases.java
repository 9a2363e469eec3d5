package io.exportcomments.testkit.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.mock.job.JobScript;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

abstract class OtherPartyCases extends SourceCases {
    OtherPartyCases(UpdateSourceContract contract) {
        super(contract);
    }

    @Test
    void aJobThatAnotherProgramStopsEndsTheWatchInTime() {
        Simulation simulation = start();
        List<Watched> watches = IntStream.range(0, 5)
                .mapToObj(i -> simulation.watch(simulation.seed(JobScript.endless())))
                .toList();
        for (Watched watched : watches) {
            simulation.pass(Duration.ofSeconds(13));
            simulation.stopElsewhere(watched.guid());
        }

        simulation.pass(LONG_AFTERWARDS);

        for (Watched watched : watches) {
            assertEnded(watched, JobStatus.STOPPED);
            assertNoticedWithin(simulation, watched, contract.checksWithin());
        }
    }

    @Test
    void aFailedJobThatAnotherProgramRetriesIsANewAttemptForTheNextWatch() {
        Simulation simulation = start();
        JobGuid guid = simulation.seed(failing(3, Duration.ofSeconds(4)).onRetry(course(10, Duration.ofSeconds(4))));
        Watched first = simulation.watch(guid);
        simulation.passUntil(first::isOver, Duration.ofMinutes(2));
        assertEnded(first, JobStatus.ERROR);

        simulation.retryElsewhere(guid);
        Watched second = simulation.watch(guid);
        simulation.pass(LONG_AFTERWARDS);

        assertEnded(second, JobStatus.DONE);
        assertThat(second.ends().get(0).attempt()).as("%s", second).isEqualTo(2);
        assertThat(second.updates()).as("%s", second).allMatch(update -> update.attempt() == 2);
    }

    @Test
    void attemptsThatFollowEachOtherQuicklyAreNeverMixed() {
        Simulation simulation = start();
        JobScript third = course(6, Duration.ofSeconds(3));
        JobScript second = failing(2, Duration.ofSeconds(1)).onRetry(third);
        JobGuid guid = simulation.seed(failing(9, Duration.ofSeconds(3)).onRetry(second));
        Watched watched = simulation.watch(guid);
        for (int retries = 0; retries < 2; retries++) {
            simulation.passUntil(() -> simulation.job(guid).status().equals("error"), Duration.ofMinutes(2));
            simulation.retryElsewhere(guid);
        }

        simulation.pass(LONG_AFTERWARDS);
        assertSound(watched);
        assertThat(watched.isOver()).as("%s", watched).isTrue();
        Watched again = simulation.watch(guid);
        simulation.pass(LONG_AFTERWARDS);

        assertEnded(again, JobStatus.DONE);
        assertThat(again.ends().get(0).attempt()).as("%s", again).isEqualTo(3);
    }
}
