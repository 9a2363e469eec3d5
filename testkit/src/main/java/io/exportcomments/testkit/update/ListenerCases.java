package io.exportcomments.testkit.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

abstract class ListenerCases extends SourceCases {
    private static final int ROUNDS = 200;

    ListenerCases(UpdateSourceContract contract) {
        super(contract);
    }

    @Test
    void aSubscriberThatThrowsHarmsNoOther() {
        Simulation simulation = start();
        JobGuid guid = simulation.seed(course(10, Duration.ofSeconds(5)));
        Watched throwing = new Watched(guid) {
            @Override
            public void onNext(JobUpdate update) {
                super.onNext(update);
                throw new IllegalStateException("this subscriber throws, as the test wants it to");
            }
        };
        simulation.watch(throwing);
        Watched ofTheSameJob = simulation.watch(guid);
        Watched ofAnother = simulation.watch(simulation.seed(course(10, Duration.ofSeconds(5))));

        simulation.pass(Duration.ofMinutes(3));

        assertThat(throwing.updates()).isNotEmpty();
        List.of(ofTheSameJob, ofAnother).forEach(watched -> {
            assertEnded(watched, JobStatus.DONE);
            assertNoticedWithin(simulation, watched, contract.noticesWithin());
        });
    }

    @Test
    void subscribersThatBlockHarmNoOtherAndMissNoEnd() {
        Simulation simulation = start(contract.simulation().ownCallbackThreads());
        CountDownLatch release = new CountDownLatch(1);
        List<Watched> blocking = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                Watched blocked = new Blocking(simulation.seed(course(10, Duration.ofSeconds(5))), release);
                simulation.watch(blocked);
                blocking.add(blocked);
            }
            Watched ofTheSameJob = simulation.watch(blocking.get(0).guid());
            Watched ofAnother = simulation.watch(simulation.seed(course(10, Duration.ofSeconds(5))));

            awaitEnd(simulation, ofTheSameJob);
            awaitEnd(simulation, ofAnother);

            assertThat(blocking).allMatch(watched -> watched.updates().isEmpty());
        } finally {
            release.countDown();
        }
        blocking.forEach(watched -> awaitEnd(simulation, watched));
    }

    /** Callbacks run in real time here, while virtual time passes by little: neither waits for the other. */
    private void awaitEnd(Simulation simulation, Watched watched) {
        for (int i = 0; i < ROUNDS && !watched.isOver(); i++) {
            simulation.pass(Duration.ofSeconds(1));
            watched.await(Watched::isOver, Duration.ofMillis(i < ROUNDS / 2 ? 10 : 100));
        }
        assertEnded(watched, JobStatus.DONE);
        assertNoticedWithin(simulation, watched, contract.noticesWithin());
    }

    private static final class Blocking extends Watched {
        private final CountDownLatch release;

        Blocking(JobGuid guid, CountDownLatch release) {
            super(guid);
            this.release = release;
        }

        @Override
        public void onNext(JobUpdate update) {
            try {
                if (!release.await(1, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("The test never released its listener");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            super.onNext(update);
        }
    }
}
