package io.exportcomments.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.internal.watch.JobTracker.Verdict;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobStatus;
import org.junit.jupiter.api.Test;

/** What is believed of events that do not say which attempt they are of. */
class JobTrackerTest {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");

    private final JobTracker tracker = new JobTracker();

    private static Job.Builder progress(long exported, long total) {
        return Job.builder(GUID, JobStatus.PROGRESS).totalExported(exported).total(total);
    }

    private String believed() {
        Job current = tracker.current();
        return current == null
                ? "nothing"
                : current.progress().map(JobProgress::toString).orElse("no progress");
    }

    @Test
    void anEventOfAnEarlierAttemptDoesNotChangeWhatThereIsToExport() {
        tracker.state(progress(0, 6).retry(2).build());

        assertThat(tracker.event(progress(0, 2).build())).isEqualTo(Verdict.IGNORED);
        assertThat(believed()).isEqualTo("0/6");
    }

    @Test
    void aCountOfRetriesBeyondAllReasonOverflowsNothing() {
        tracker.state(progress(0, 6).retry(Integer.MAX_VALUE).build());
        assertThat(tracker.attempt()).isEqualTo(Integer.MAX_VALUE);

        JobTracker second = new JobTracker();
        second.state(progress(3, 6).retry(0).build());
        assertThat(second.event(progress(0, 6).retry(Integer.MAX_VALUE).build()))
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(second.attempt()).isPositive();
    }

    @Test
    void aTotalThatWasUnknownIsTakenFromAnEvent() {
        tracker.state(
                Job.builder(GUID, JobStatus.PROGRESS).totalExported(0L).retry(0).build());

        assertThat(tracker.event(progress(0, 6).build())).isEqualTo(Verdict.ACCEPTED);
        assertThat(believed()).isEqualTo("0/6");
    }

    @Test
    void aTotalThatChangedIsTakenFromAReadingAndWithMoreThatIsExported() {
        tracker.state(progress(1, 6).retry(0).build());

        assertThat(tracker.state(progress(1, 7).retry(0).build())).isEqualTo(Verdict.ACCEPTED);
        assertThat(tracker.event(progress(2, 8).build())).isEqualTo(Verdict.ACCEPTED);
        assertThat(believed()).isEqualTo("2/8");
    }
}
