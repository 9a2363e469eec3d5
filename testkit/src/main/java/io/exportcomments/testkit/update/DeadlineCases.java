package io.exportcomments.testkit.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

abstract class DeadlineCases extends SourceCases {
    DeadlineCases(UpdateSourceContract contract) {
        super(contract);
    }

    @Test
    void afterTheDeadlineTheJobGoesOnAndCanBeWaitedForAgain() {
        Simulation simulation = start();
        JobGuid guid = simulation.seed(course(10, Duration.ofSeconds(10)));

        CompletableFuture<Job> first = simulation.client().async().await(guid, Duration.ofSeconds(30));
        simulation.pass(Duration.ofSeconds(29));
        assertThat(first).isNotDone();
        simulation.pass(Duration.ofSeconds(1));

        assertThat(first).isCompletedExceptionally();
        assertThat(first.handle((job, error) -> error).join())
                .satisfies(error -> assertThat(unwrapped(error)).isInstanceOf(DeadlineExceededException.class));
        assertThat(simulation.job(guid).status()).isEqualTo("progress");

        CompletableFuture<Job> second = simulation.client().async().await(guid, Duration.ofMinutes(10));
        simulation.pass(Duration.ofMinutes(3));

        assertThat(second).isCompleted();
        assertThat(second.join().status()).isEqualTo(JobStatus.DONE);
    }

    @Test
    void aDeadlineOfOneLeavesTheWatchOfAnother() {
        Simulation simulation = start();
        Watched watched = simulation.watch(simulation.seed(course(10, Duration.ofSeconds(10))));

        CompletableFuture<Job> waiting = simulation.client().async().await(watched.guid(), Duration.ofSeconds(30));
        simulation.pass(LONG_AFTERWARDS);

        assertThat(waiting).isCompletedExceptionally();
        assertEnded(watched, JobStatus.DONE);
        assertNoticedWithin(simulation, watched, contract.noticesWithin());
    }

    @Test
    void afterTheDeadlineNothingIsAskedAnyMore() {
        Simulation simulation = start();
        JobGuid guid = simulation.seed(course(10, Duration.ofHours(1)));

        CompletableFuture<Job> waiting = simulation.client().async().await(guid, Duration.ofSeconds(30));
        simulation.pass(Duration.ofSeconds(30));

        assertThat(waiting).isCompletedExceptionally();
        int asked = simulation.mock().journal().entries().size();
        simulation.pass(LONG_AFTERWARDS);
        assertThat(simulation.mock().journal().entries()).hasSize(asked);
        assertThat(simulation.time().waiting()).as("timers").isZero();
    }

    private static Throwable unwrapped(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
