package io.exportcomments.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Lifecycle.Attempt;
import io.exportcomments.job.Lifecycle.Change;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {
    @ParameterizedTest
    @CsvSource({
        "QUEUEING, PROGRESS, FORWARD",
        "QUEUEING, DONE, FORWARD",
        "PROGRESS, QUEUEING, STALE",
        "PROGRESS, ERROR, FORWARD",
        "UNKNOWN, PROGRESS, FORWARD",
        "PROGRESS, UNKNOWN, FORWARD",
        "DONE, PROGRESS, STALE",
        "DONE, ERROR, IMPOSSIBLE",
        "ERROR, DONE, IMPOSSIBLE",
        "ERROR, QUEUEING, STALE",
        "STOPPED, DONE, IMPOSSIBLE"
    })
    void withinAnAttemptTheTableDecides(JobStatus known, JobStatus observed, Change change) {
        assertThat(Lifecycle.change(known, observed, Attempt.SAME)).isEqualTo(change);
    }

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void theSameStatusIsNoChange(JobStatus status) {
        assertThat(Lifecycle.change(status, status, Attempt.SAME)).isEqualTo(Change.SAME);
    }

    @Test
    void nothingComesBackFromAnEndWithinAnAttempt() {
        for (JobStatus end : EnumSet.of(JobStatus.DONE, JobStatus.ERROR, JobStatus.STOPPED)) {
            for (JobStatus observed : JobStatus.values()) {
                assertThat(Lifecycle.change(end, observed, Attempt.SAME)).isNotIn(Change.FORWARD, Change.NEW_ATTEMPT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void onlyDoneAndStoppedCantBeReopened(JobStatus known) {
        boolean reopens = Lifecycle.change(known, JobStatus.QUEUEING, Attempt.NEWER) == Change.NEW_ATTEMPT;
        assertThat(reopens).isNotEqualTo(known == JobStatus.DONE || known == JobStatus.STOPPED);
    }

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void whatIsOfAnEarlierAttemptIsStale(JobStatus known) {
        for (JobStatus observed : JobStatus.values()) {
            assertThat(Lifecycle.change(known, observed, Attempt.OLDER)).isEqualTo(Change.STALE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUEING, false, true",
        "PROGRESS, false, true",
        "DONE, false, false",
        "ERROR, true, false",
        "STOPPED, false, false",
        "UNKNOWN, true, true"
    })
    void commandsByStatus(JobStatus status, boolean retry, boolean stop) {
        assertThat(Lifecycle.allows(status, JobCommand.RETRY)).isEqualTo(retry);
        assertThat(Lifecycle.allows(status, JobCommand.STOP)).isEqualTo(stop);
    }

    @ParameterizedTest
    @CsvSource({
        "queueing, QUEUEING",
        "queued, QUEUEING",
        "requeued, QUEUEING",
        "requeuing, QUEUEING",
        "progress, PROGRESS",
        "processing, PROGRESS",
        "done, DONE",
        "error, ERROR",
        "failed, ERROR",
        "stopped, STOPPED",
        "archiving, UNKNOWN",
        "DONE, DONE",
        "Failed, ERROR",
        "STOPPED, STOPPED",
        "Archiving, UNKNOWN"
    })
    void everyVocabularysWordHasItsStatus(String word, JobStatus status) {
        assertThat(JobStatus.fromWire(word)).isEqualTo(status);
    }
}
