package io.exportcomments.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a failure that is read after a retry may be the one before it. */
class RetriedAttemptTest {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");
    private static final long RETRIED_AT = -5;
    private static final long SOON = RETRIED_AT + Duration.ofSeconds(39).toNanos();
    private static final long LATER = RETRIED_AT + Duration.ofSeconds(40).toNanos();

    private static Job.Builder failed() {
        return Job.builder(GUID, JobStatus.ERROR);
    }

    private static boolean mayBeShown(Job.Builder before, Job.Builder state, long now) {
        return new RetriedAttempt(before.build(), RETRIED_AT).mayBeShownBy(state.build(), now);
    }

    private static void assertTold(Job.Builder before, Job.Builder later) {
        assertThat(mayBeShown(before, before, SOON)).isTrue();
        assertThat(mayBeShown(before, failed(), SOON)).isTrue();
        assertThat(mayBeShown(before, later, SOON)).isFalse();
    }

    @Test
    void soLongAsReplicasMayLag() {
        assertThat(mayBeShown(failed(), failed(), SOON)).isTrue();
        assertThat(mayBeShown(failed(), failed(), LATER)).isFalse();
        assertThat(new RetriedAttempt(null, RETRIED_AT).mayBeShownBy(failed().build(), SOON))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ERROR")
    void onlyAFailureMayBe(JobStatus status) {
        assertThat(mayBeShown(failed(), Job.builder(GUID, status), SOON)).isFalse();
    }

    @Test
    void notWhereItTellsItselfFromTheOneBefore() {
        assertTold(failed().error("timeout"), failed().error("page not found"));
        assertTold(failed().updatedAt(Instant.EPOCH), failed().updatedAt(Instant.EPOCH.plusSeconds(9)));
        assertTold(failed().exportedAt(Instant.EPOCH), failed().exportedAt(Instant.EPOCH.plusSeconds(9)));
        assertTold(failed().totalExported(7L), failed().totalExported(3L));
    }

    @Test
    void aCountOfRetriesTellsWhateverElseIsTheSame() {
        assertTold(failed().retry(2), failed().retry(3));
        assertThat(mayBeShown(failed().retry(2).error("a"), failed().retry(2).error("b"), SOON))
                .isTrue();
        assertThat(mayBeShown(failed().retry(2), failed().retry(1), SOON)).isTrue();
    }
}
