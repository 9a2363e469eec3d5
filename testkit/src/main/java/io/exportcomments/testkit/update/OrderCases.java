package io.exportcomments.testkit.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.mock.job.JobScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class OrderCases extends SourceCases {
    OrderCases(UpdateSourceContract contract) {
        super(contract);
    }

    @Test
    void theCourseOfAJobIsToldInOrder() {
        Simulation simulation = start();
        List<JobGuid> guids = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            guids.add(simulation.seed(course(20 * i, Duration.ofMillis(900L * i))));
        }
        List<Watched> watches = watchAll(simulation, guids);

        simulation.passUntil(() -> allOver(watches), Duration.ofHours(1));

        watches.forEach(watched -> assertEnded(watched, JobStatus.DONE));
        Watched longest = watches.get(7);
        long moments = simulation.elapsed().dividedBy(contract.noticesProgressWithin());
        assertThat(longest.updates()).as("%s", longest).hasSizeGreaterThan((int) Math.min(80, moments / 2));
        assertThat(longest.updates()).anyMatch(update -> exported(update) > 0 && !update.isTerminal());
    }

    @Test
    void whatDoesNotChangeIsToldOnce() {
        Simulation simulation = start();
        Watched watched = simulation.watch(simulation.seed(JobScript.endless(), Duration.ofMinutes(1)));

        simulation.pass(Duration.ofMinutes(30));

        assertThat(watched.updates()).as("%s", watched).hasSize(1);
        assertThat(watched.isOver()).isFalse();
    }

    @Test
    void twoWatchesOfOneJobAreToldTheSame() {
        Simulation simulation = start();
        JobGuid guid = simulation.seed(course(30, Duration.ofSeconds(4)));
        Watched early = simulation.watch(guid);
        Watched twin = simulation.watch(guid);
        simulation.pass(Duration.ofSeconds(50));
        Watched late = simulation.watch(guid);

        simulation.passUntil(late::isOver, Duration.ofMinutes(10));

        List.of(early, twin, late).forEach(watched -> assertEnded(watched, JobStatus.DONE));
        assertThat(twin.updates()).isEqualTo(early.updates());
        assertThat(early.updates()).endsWith(late.updates().toArray(new JobUpdate[0]));
    }

    @Test
    void aStatusThatNobodyKnowsIsToldAndTheJobGoesOn() {
        Simulation simulation = start();
        JobScript course = JobScript.queued(Duration.ZERO)
                .progress(Duration.ZERO, 10, 100)
                .status(Duration.ofSeconds(30), "polishing")
                .done(Duration.ofSeconds(30));
        Watched watched = simulation.watch(simulation.seed(course));

        simulation.pass(Duration.ofMinutes(3));

        assertEnded(watched, JobStatus.DONE);
    }

    @Test
    void otherJobsOfTheAccountAreNotTold() {
        Simulation simulation = start();
        Watched watched = simulation.watch(simulation.seed(JobScript.endless()));
        for (int i = 0; i < 30; i++) {
            simulation.seed(course(3, Duration.ofSeconds(i)));
        }

        simulation.pass(Duration.ofMinutes(5));

        assertSound(watched);
        assertThat(watched.isOver()).as("%s", watched).isFalse();
    }
}
