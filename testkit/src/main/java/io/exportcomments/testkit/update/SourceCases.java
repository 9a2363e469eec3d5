package io.exportcomments.testkit.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.mock.job.JobScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What all parts of the contract have: simulations, courses of jobs, and what must be true of every watch. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
abstract class SourceCases {
    static final Duration LONG_AFTERWARDS = Duration.ofMinutes(10);

    final UpdateSourceContract contract;
    private final List<Simulation> started = new ArrayList<>();

    SourceCases(UpdateSourceContract contract) {
        this.contract = contract;
    }

    @AfterEach
    void closeSimulations() {
        started.forEach(Simulation::close);
    }

    Simulation start() {
        return start(contract.simulation());
    }

    Simulation start(Simulation.Builder setup) {
        Simulation simulation = setup.start();
        started.add(simulation);
        return simulation;
    }

    /** Queued for a second, then so many steps, each so long after the one before, and then done. */
    static JobScript course(int steps, Duration each) {
        return stepping(steps, each).done(each);
    }

    static JobScript failing(int steps, Duration each) {
        return stepping(steps, each).fails(each, "Video not found or is private");
    }

    private static JobScript stepping(int steps, Duration each) {
        JobScript script = JobScript.queued(Duration.ofSeconds(1)).rows(steps);
        for (int i = 0; i < steps; i++) {
            script = script.progress(each, i, steps);
        }
        return script;
    }

    /** The end was told once, as the last thing, and the watch is complete; nothing else was wrong on the way. */
    static void assertEnded(Watched watched, JobStatus end) {
        assertSound(watched);
        assertThat(watched.ends()).as("ends in %s", watched).hasSize(1);
        assertThat(watched.ends().get(0).status()).as("end in %s", watched).isEqualTo(end);
        assertThat(watched.completions()).as("completions in %s", watched).isEqualTo(1);
        assertThat(watched.errors()).as("errors in %s", watched).isEmpty();
    }

    /** Nothing goes back, comes twice, comes after an end, or is of another job. */
    static void assertSound(Watched watched) {
        List<JobUpdate> updates = watched.updates();
        assertThat(updates)
                .as("%s", watched)
                .allMatch(update -> update.job().guid().equals(watched.guid()));
        for (int i = 1; i < updates.size(); i++) {
            assertFollows(watched, updates.get(i - 1), updates.get(i));
        }
        assertThat(watched.completions() + watched.errors().size())
                .as("ends of the stream in %s", watched)
                .isLessThanOrEqualTo(1);
    }

    private static void assertFollows(Watched watched, JobUpdate before, JobUpdate after) {
        assertThat(before.isTerminal())
                .as("something after the end in %s", watched)
                .isFalse();
        assertThat(after.job()).as("the same twice in %s", watched).isNotEqualTo(before.job());
        assertThat(after.attempt()).as("attempts in %s", watched).isGreaterThanOrEqualTo(before.attempt());
        if (after.attempt() == before.attempt()) {
            assertThat(rank(after.status())).as("status in %s", watched).isGreaterThanOrEqualTo(rank(before.status()));
            assertThat(exported(after)).as("count in %s", watched).isGreaterThanOrEqualTo(exported(before));
        }
    }

    private static int rank(JobStatus status) {
        return status == JobStatus.QUEUEING ? 0 : status.isTerminal() ? 2 : 1;
    }

    static long exported(JobUpdate update) {
        return update.progress().map(JobProgress::exported).orElse(0L);
    }

    /** The end was told at most so long after it happened. */
    static void assertNoticedWithin(Simulation simulation, Watched watched, Duration bound) {
        JobUpdate end = watched.ends().get(0);
        Duration late = Duration.between(simulation.job(watched.guid()).updatedAt(), end.observedAt());
        assertThat(late).as("how late the end was told in %s", watched).isBetween(Duration.ZERO, bound);
    }

    static List<Watched> watchAll(Simulation simulation, List<JobGuid> guids) {
        return guids.stream().map(simulation::watch).toList();
    }

    static boolean allOver(List<Watched> watches) {
        return watches.stream().allMatch(Watched::isOver);
    }
}
