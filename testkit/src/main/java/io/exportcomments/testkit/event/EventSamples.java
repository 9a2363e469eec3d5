package io.exportcomments.testkit.event;

import io.exportcomments.event.BreakerState;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.event.RetryReason;
import io.exportcomments.event.SourceState;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Operation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One event of each kind, all of one job: a listener that measures or logs is shown them all, and misses none. */
public final class EventSamples {
    /** The job of the events. */
    public static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");

    private EventSamples() {}

    /** The events, in an order that could be. */
    public static List<ClientEvent> oneOfEach() {
        return List.of(
                new ClientEvent.WatchStarted(GUID),
                new ClientEvent.SourceTaken(GUID, Optional.empty(), "websocket"),
                new ClientEvent.UpdateDelivered(update("done")),
                new ClientEvent.ObservationDropped(GUID, "websocket"),
                new ClientEvent.ReadingFailed(GUID, new IOException("cut")),
                new ClientEvent.GapOpened(GUID, "websocket", new IOException("cut")),
                new ClientEvent.FailedOver(GUID, "websocket", "polling"),
                new ClientEvent.StateReconciled(GUID),
                new ClientEvent.SourceChanged("websocket", SourceState.LIVE),
                new ClientEvent.PushIgnored("websocket", "unknown-channel"),
                new ClientEvent.DeliveryHandled(DeliveryOutcome.REFUSED),
                new ClientEvent.LimitChanged("requests-per-minute", 42, 7),
                new ClientEvent.AccountPaused(Duration.ofSeconds(45)),
                new ClientEvent.RetryScheduled(
                        Operation.GET, Optional.of(GUID), 1, Duration.ofSeconds(29), RetryReason.CIRCUIT_OPEN),
                new ClientEvent.BreakerChanged(BreakerState.HALF_OPEN),
                new ClientEvent.WatchEnded(GUID));
    }

    /** An update of the job by the websocket, of its first attempt, with this status as the service writes it. */
    public static JobUpdate update(String status) {
        Job job = Job.builder(GUID, status).build();
        return new JobUpdate(job, 1, "websocket", Instant.EPOCH);
    }
}
