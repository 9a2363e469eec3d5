package io.exportcomments.internal.watch;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the client's listener what the watches do; makes nothing when nobody listens. */
final class WatchEvents {
    private final @Nullable ClientListener listener;

    WatchEvents(ClientListener listener) {
        this.listener = listener == ClientListener.NONE ? null : listener;
    }

    void started(JobGuid guid) {
        if (listener != null) {
            listener.heard(new ClientEvent.WatchStarted(guid));
        }
    }

    void ended(JobGuid guid) {
        if (listener != null) {
            listener.heard(new ClientEvent.WatchEnded(guid));
        }
    }

    void delivered(JobUpdate update) {
        if (listener != null) {
            listener.heard(new ClientEvent.UpdateDelivered(update));
        }
    }

    void dropped(JobGuid guid, String source) {
        if (listener != null) {
            listener.heard(new ClientEvent.ObservationDropped(guid, source));
        }
    }

    void gap(JobGuid guid, String source, Throwable cause) {
        if (listener != null) {
            listener.heard(new ClientEvent.GapOpened(guid, source, cause));
        }
    }

    void taken(JobGuid guid, @Nullable String from, String to) {
        if (listener != null) {
            listener.heard(new ClientEvent.SourceTaken(guid, Optional.ofNullable(from), to));
        }
    }

    void failedOver(JobGuid guid, String from, String to) {
        if (listener != null) {
            listener.heard(new ClientEvent.FailedOver(guid, from, to));
        }
    }

    void readingFailed(JobGuid guid, Throwable cause) {
        if (listener != null) {
            listener.heard(new ClientEvent.ReadingFailed(guid, cause));
        }
    }

    void reconciled(JobGuid guid) {
        if (listener != null) {
            listener.heard(new ClientEvent.StateReconciled(guid));
        }
    }
}
