package io.exportcomments.bulk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.RejectedUrl;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchMatchTest {
    private static final JobGuid A = JobGuid.of("a");
    private static final JobGuid B = JobGuid.of("b");
    private static final JobGuid C = JobGuid.of("c");

    private static Job job(JobGuid guid, String url) {
        return Job.builder(guid, JobStatus.QUEUEING).url(url).build();
    }

    private static RejectedUrl rejected(String url, String why) {
        return new RejectedUrl(Optional.ofNullable(url), Optional.of(why));
    }

    @Test
    void jobsAreFoundByTheirUrlsWhateverTheOrder() {
        BatchMatch match =
                BatchMatch.of(List.of("1", "2"), List.of(), List.of(job(A, "2"), job(B, "1")), List.of(A, B));
        assertThat(match.created()).containsEntry("1", B).containsEntry("2", A).hasSize(2);
        assertThat(match.unclear()).isEmpty();
    }

    @Test
    void whatIsLeftOnBothSidesBelongsTogether() {
        BatchMatch match = BatchMatch.of(
                List.of("1", "2", "3"), List.of(rejected("2", "no")), List.of(job(A, "1")), List.of(A, B));
        assertThat(match.created()).containsEntry("1", A).containsEntry("3", B);
        assertThat(match.rejected()).containsOnlyKeys("2");
    }

    @Test
    void jobsWithOtherUrlsAreGivenToNobody() {
        BatchMatch match = BatchMatch.of(
                List.of("1", "2", "3"),
                List.of(),
                List.of(job(A, "1"), job(B, "other"), job(C, "another")),
                List.of(A, B, C));
        assertThat(match.created()).containsOnlyKeys("1");
        assertThat(match.unclear()).containsExactly("2", "3");
    }

    @Test
    void twoJobsOfOneUrlAreGivenToNobody() {
        BatchMatch match =
                BatchMatch.of(List.of("1", "2"), List.of(), List.of(job(A, "1"), job(B, "1")), List.of(A, B));
        assertThat(match.created()).isEmpty();
        assertThat(match.unclear()).containsExactly("1", "2");
    }

    @Test
    void jobsThatAreNotOfTheBatchCountForNothing() {
        BatchMatch match = BatchMatch.of(List.of("1"), List.of(), List.of(job(B, "1")), List.of());
        assertThat(match.created()).isEmpty();
        assertThat(match.unnamed()).containsExactly("1");
    }

    @Test
    void rejectionsWithoutAUrlAreThoseOfWhatIsLeft() {
        BatchMatch match = BatchMatch.of(
                List.of("1", "2", "3"),
                List.of(rejected(null, "queue is full"), rejected(null, "not supported")),
                List.of(job(A, "1")),
                List.of(A));
        assertThat(match.created()).containsOnlyKeys("1");
        assertThat(match.rejected().get("2").reason()).contains("queue is full; not supported");
        assertThat(match.rejected()).containsOnlyKeys("2", "3");
    }

    @Test
    void whatTheServiceSaysNothingOfIsNotTakenForRejected() {
        BatchMatch match = BatchMatch.of(List.of("1", "2"), List.of(), List.of(job(A, "1")), List.of(A));
        assertThat(match.created()).containsOnlyKeys("1");
        assertThat(match.rejected()).isEmpty();
        assertThat(match.unnamed()).containsExactly("2");
    }

    @Test
    void aUrlThatIsRejectedTwiceIsOneRejection() {
        BatchMatch match = BatchMatch.of(
                List.of("1", "2", "3"),
                List.of(rejected("2", "no"), rejected("2", "no")),
                List.of(job(A, "1")),
                List.of(A));
        assertThat(match.rejected()).containsOnlyKeys("2");
        assertThat(match.unnamed()).containsExactly("3");
    }

    @Test
    void aRejectionOfAnUnknownUrlIsThatOfWhatIsLeft() {
        BatchMatch match = BatchMatch.of(
                List.of("1", "2"), List.of(rejected("2 in another spelling", "no")), List.of(job(A, "1")), List.of(A));
        assertThat(match.rejected().get("2").reason()).contains("no");
        assertThat(match.unnamed()).isEmpty();
    }
}
