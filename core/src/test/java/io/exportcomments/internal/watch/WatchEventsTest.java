package io.exportcomments.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.port.UpdateSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the watches tell the client's listener. */
class WatchEventsTest {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");

    private final VirtualTime time = new VirtualTime();
    private final ScriptedSource preferred = new ScriptedSource("preferred");
    private final ScriptedSource fallback = new ScriptedSource("fallback");
    private Job state = job(JobStatus.PROGRESS);
    private final ScriptedStates states = new ScriptedStates(guid -> state);
    private final List<ClientEvent> heard = new ArrayList<>();
    private final Watches watches =
            new Watches(List.of(preferred, fallback), states, time, Runnable::run, WatchSettings.DEFAULT, heard::add);

    private static Job job(JobStatus status) {
        return Job.builder(GUID, status).build();
    }

    private Recorder watch() {
        Recorder recorder = new Recorder();
        watches.updates(GUID).subscribe(recorder);
        return recorder;
    }

    @Test
    void aWatchIsToldFromItsStartToItsEnd() {
        preferred.onFollow = UpdateSink::live;
        watch();
        preferred.event(job(JobStatus.DONE));
        assertThat(heard)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("WatchStarted", "SourceTaken", "UpdateDelivered", "UpdateDelivered", "WatchEnded");
        assertThat(heard).contains(new ClientEvent.SourceTaken(GUID, Optional.empty(), "preferred"));
    }

    @Test
    void aFailoverAndTheWayBackNameBothSources() {
        preferred.onFollow = UpdateSink::live;
        fallback.onFollow = UpdateSink::live;
        watch();
        heard.clear();
        IOException cut = new IOException("cut");
        preferred.sink().gap(cut);
        time.advance(WatchSettings.DEFAULT.failoverAfter());
        preferred.sink().live();
        assertThat(heard)
                .containsSequence(new ClientEvent.GapOpened(GUID, "preferred", cut))
                .containsSequence(
                        new ClientEvent.FailedOver(GUID, "preferred", "fallback"),
                        new ClientEvent.SourceTaken(GUID, Optional.of("preferred"), "fallback"))
                .contains(new ClientEvent.SourceTaken(GUID, Optional.of("fallback"), "preferred"));
    }

    @Test
    void whatChangesNothingIsTold() {
        preferred.onFollow = UpdateSink::live;
        watch();
        heard.clear();
        preferred.event(job(JobStatus.QUEUEING));
        assertThat(heard).containsExactly(new ClientEvent.ObservationDropped(GUID, "preferred"));
    }

    @Test
    void aReconciliationIsTold() {
        preferred.onFollow = UpdateSink::live;
        watch();
        heard.clear();
        time.advance(Duration.ofSeconds(61));
        assertThat(heard).contains(new ClientEvent.StateReconciled(GUID));
    }

    @Test
    void aWatchThatEverybodyLeftIsOver() {
        Recorder recorder = watch();
        heard.clear();
        recorder.subscription.cancel();
        assertThat(heard).containsExactly(new ClientEvent.WatchEnded(GUID));
    }

    @Test
    void anEndThatACallBroughtIsToldOnceWhenSomebodyWatches() {
        watches.seen(job(JobStatus.DONE));
        watch();
        watch();
        assertThat(heard).hasSize(1);
        assertThat(((ClientEvent.UpdateDelivered) heard.get(0)).update().status())
                .isEqualTo(JobStatus.DONE);
    }

    @Test
    void anEndThatAWatchDeliveredIsNotToldAgain() {
        preferred.onFollow = UpdateSink::live;
        watch();
        preferred.event(job(JobStatus.DONE));
        heard.clear();
        watch();
        assertThat(heard).isEmpty();
    }
}
