package io.exportcomments.testkit.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

abstract class FreeingCases extends SourceCases {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    FreeingCases(UpdateSourceContract contract) {
        super(contract);
    }

    @Test
    void afterTheLastWatchIsCancelledNothingIsAskedAndNothingWaits() {
        Simulation simulation = start();
        List<Watched> watches = watchAll(simulation, endless(simulation, 20));
        simulation.pass(Duration.ofSeconds(40));

        watches.forEach(Watched::cancel);

        assertQuiet(simulation);
    }

    @Test
    void afterTheLastJobEndedNothingIsAskedAndNothingWaits() {
        Simulation simulation = start();
        Watched watched = simulation.watch(simulation.seed(course(5, Duration.ofSeconds(5))));

        simulation.passUntil(watched::isOver, Duration.ofMinutes(2));

        assertEnded(watched, JobStatus.DONE);
        assertQuiet(simulation);
    }

    private static void assertQuiet(Simulation simulation) {
        int asked = simulation.mock().journal().entries().size();
        simulation.pass(Duration.ofMinutes(2));
        assertThat(simulation.time().waiting()).as("timers").isZero();
        simulation.pass(LONG_AFTERWARDS);
        assertThat(simulation.mock().journal().entries()).as("requests").hasSize(asked);
    }

    @Test
    void nothingIsToldAfterCancellingAtWhateverMoment() {
        Simulation simulation = start();
        List<Watched> cancelled = new ArrayList<>();
        List<Integer> calls = new ArrayList<>();
        Duration progress = contract.noticesProgressWithin();
        Duration step = progress.compareTo(A_SECOND.multipliedBy(10)) > 0 ? progress.dividedBy(10) : A_SECOND;
        Duration later = contract.beginsWithin().dividedBy(10).plusMillis(193).plus(progress.dividedBy(50));
        for (int i = 0; i < 40; i++) {
            Watched watched = simulation.watch(simulation.seed(course(40, step)));
            simulation.pass(later.multipliedBy(i));
            watched.cancel();
            cancelled.add(watched);
            calls.add(watched.calls());
        }

        simulation.pass(LONG_AFTERWARDS);

        assertThat(cancelled.stream().map(Watched::calls)).containsExactlyElementsOf(calls);
        assertThat(cancelled).anyMatch(watched -> !watched.isOver() && watched.calls() > 1);
    }

    @Test
    void cancellingWhileTheFirstReadingIsUnderWayAbortsIt() {
        Simulation simulation = start();
        simulation.mock().faults().on(MockOperation.GET).next(1).inject(Fault.slowDrip(1, Duration.ofMillis(50)));
        Watched watched = simulation.watch(simulation.seed(JobScript.endless()));
        simulation.passUntilAsked(MockOperation.GET, contract.beginsWithin());

        watched.cancel();

        simulation.mock().journal().awaitAbort(MockOperation.GET, Duration.ofSeconds(10));
        assertQuiet(simulation);
        assertThat(watched.calls()).isZero();
    }

    @Test
    void cancellingFromInsideAnUpdateEndsTheWatchThere() {
        Simulation simulation = start();
        JobGuid guid = simulation.seed(course(10, Duration.ofSeconds(10)));
        Watched watched = new Watched(guid) {
            @Override
            public void onNext(JobUpdate update) {
                super.onNext(update);
                if (updates().size() == 3) {
                    cancel();
                }
            }
        };
        simulation.watch(watched);

        simulation.pass(LONG_AFTERWARDS);

        assertThat(watched.calls()).as("%s", watched).isEqualTo(3);
        assertThat(simulation.time().waiting()).as("timers").isZero();
    }

    @Test
    void cancellingOneOfTwoWatchesLeavesTheOther() {
        Simulation simulation = start();
        JobGuid guid = simulation.seed(course(10, Duration.ofSeconds(5)));
        Watched first = simulation.watch(guid);
        Watched second = simulation.watch(guid);
        simulation.pass(Duration.ofSeconds(20));

        first.cancel();
        int told = first.calls();
        simulation.pass(LONG_AFTERWARDS);

        assertThat(first.calls()).isEqualTo(told);
        assertEnded(second, JobStatus.DONE);
    }

    @Test
    void aCancelledWatchCanBeTakenUpAgain() {
        Simulation simulation = start();
        JobGuid guid = simulation.seed(course(10, Duration.ofSeconds(5)));
        Watched first = simulation.watch(guid);
        simulation.pass(Duration.ofSeconds(20));
        first.cancel();
        simulation.pass(Duration.ofSeconds(3));

        Watched second = simulation.watch(guid);
        simulation.pass(LONG_AFTERWARDS);

        assertThat(first.isOver()).isFalse();
        assertEnded(second, JobStatus.DONE);
        assertNoticedWithin(simulation, second, contract.noticesWithin());
    }

    @Test
    void closingEndsEveryWatchWithAnErrorThatSaysSoAndLeavesNothing() {
        Set<Thread> before = LibraryThreads.now();
        Simulation simulation = start();
        List<Watched> watches = watchAll(simulation, endless(simulation, 20));
        simulation.pass(Duration.ofSeconds(40));

        simulation.client().close();
        simulation.client().close();
        simulation.settle();

        assertThat(watches).allSatisfy(watched -> {
            assertThat(watched.errors()).as("%s", watched).hasSize(1).allMatch(ClientClosedException.class::isInstance);
            assertThat(watched.completions()).isZero();
        });
        assertThat(LibraryThreads.leftAfter(A_SECOND, before)).as("threads").isEmpty();
        assertThat(simulation.time().waiting()).as("timers").isZero();
        int asked = simulation.mock().journal().entries().size();
        simulation.pass(LONG_AFTERWARDS);
        assertThat(simulation.mock().journal().entries()).as("requests").hasSize(asked);
    }

    private static List<JobGuid> endless(Simulation simulation, int jobs) {
        List<JobGuid> guids = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            guids.add(simulation.seed(JobScript.endless()));
        }
        return guids;
    }
}
