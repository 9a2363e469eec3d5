package io.exportcomments.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UpdatesUnavailableException;
import io.exportcomments.event.ClientListener;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.port.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a watch makes of a source's mistakes, and of its last words. */
class SourceMistakesTest {
    private static final JobGuid GUID = JobGuid.of("mine");

    private final ScriptedSource source = ScriptedSource.liveAtOnce("source");
    private final ScriptedStates states =
            new ScriptedStates(guid -> Job.builder(guid, JobStatus.PROGRESS).build());
    private final Watches watches = new Watches(
            List.of(source), states, new VirtualTime(), Runnable::run, WatchSettings.DEFAULT, ClientListener.NONE);
    private final Recorder recorder = new Recorder();

    @Test
    void newsOfAnotherJobChangesNothing() {
        watches.updates(GUID).subscribe(recorder);
        Job other = Job.builder(JobGuid.of("another"), JobStatus.DONE).build();

        source.sink().update(Observation.event(other));
        source.sink().update(Observation.state(other));

        assertThat(recorder.statuses()).containsExactly(JobStatus.PROGRESS);
        assertThat(recorder.updates.get(0).job().guid()).isEqualTo(GUID);
    }

    @Test
    void anotherJobsStateIsNotTakenForTheFirstReading() {
        states.manual = true;
        watches.updates(GUID).subscribe(recorder);

        source.sink()
                .update(Observation.state(
                        Job.builder(JobGuid.of("another"), JobStatus.DONE).build()));

        assertThat(recorder.updates).isEmpty();
        assertThat(recorder.completions).isZero();
    }

    @Test
    void aSourceThatBreaksForAReasonThatSpeaksForItselfPassesItOn() {
        watches.updates(GUID).subscribe(recorder);

        source.sink().broken(new AuthenticationException(ErrorContext.NONE, null));

        assertThat(recorder.error).isInstanceOf(AuthenticationException.class);
    }

    @Test
    void aSourceThatBreaksForAnotherReasonLeavesNoUpdates() {
        watches.updates(GUID).subscribe(recorder);
        IllegalStateException reason = new IllegalStateException("the protocol changed");

        source.sink().broken(reason);

        assertThat(recorder.error)
                .isInstanceOf(UpdatesUnavailableException.class)
                .hasCause(reason);
    }
}
