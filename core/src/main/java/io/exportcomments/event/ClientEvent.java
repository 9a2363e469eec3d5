package io.exportcomments.event;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Operation;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that a client or one of its parts did. More kinds may come: a {@code switch} over them wants a default.
 *
 * <p>Sources and limits have short names for people and for metrics' tags, such as {@code polling} or
 * {@code requests-per-minute}.
 */
public sealed interface ClientEvent {
    /** The first to follow a job began. */
    record WatchStarted(JobGuid guid) implements ClientEvent {}

    /** The watch of a job is over: its end was delivered, everyone cancelled, or it failed. */
    record WatchEnded(JobGuid guid) implements ClientEvent {}

    /** An update changed what is believed of a job, and goes to the program. */
    record UpdateDelivered(JobUpdate update) implements ClientEvent {}

    /** What a source said of a job was old, doubled or impossible, and changed nothing. */
    record ObservationDropped(JobGuid guid, String source) implements ClientEvent {}

    /**
     * A source may have missed something of a job.
     *
     * @param cause why, as the source says; its text may come from another library, and so hold what a log must not
     *     show
     */
    record GapOpened(JobGuid guid, String source, Throwable cause) implements ClientEvent {}

    /**
     * A source is the one that a watch lives on from now.
     *
     * @param from the one before; empty at the beginning
     */
    record SourceTaken(JobGuid guid, Optional<String> from, String to) implements ClientEvent {}

    /** A source was away for too long, or broke: the next one is asked to take over. */
    record FailedOver(JobGuid guid, String from, String to) implements ClientEvent {}

    /** The state of a job was so old that it is read again, whatever the sources say. */
    record StateReconciled(JobGuid guid) implements ClientEvent {}

    /**
     * The state of a watched job could not be read. The watch goes on, and reads it again.
     *
     * @param cause why; its text may come from another library, and so hold what a log must not show
     */
    record ReadingFailed(JobGuid guid, Throwable cause) implements ClientEvent {}

    /** A source as a whole stands differently. */
    record SourceChanged(String source, SourceState state) implements ClientEvent {}

    /**
     * A source passed over something that it was sent.
     *
     * @param reason what it was, of a small set of words such as {@code unknown-channel}
     */
    record PushIgnored(String source, String reason) implements ClientEvent {}

    /** A webhook delivery came, or its handling ended. */
    record DeliveryHandled(DeliveryOutcome outcome) implements ClientEvent {}

    /**
     * A limit of the account's plan was used, or gave something back.
     *
     * @param left how many more it allows now
     * @param waiting how many calls wait for it
     */
    record LimitChanged(String limit, int left, int waiting) implements ClientEvent {}

    /** The whole account pauses, since the service said that it asks too much. */
    record AccountPaused(Duration pause) implements ClientEvent {}

    /**
     * A call of the program will be sent again, after a pause.
     *
     * @param guid the job that it is about; empty where it is about none
     * @param attempts how often it was sent so far
     * @param pause how long it waits
     */
    record RetryScheduled(Operation operation, Optional<JobGuid> guid, int attempts, Duration pause, RetryReason reason)
            implements ClientEvent {}

    /** A circuit breaker stands differently. */
    record BreakerChanged(BreakerState state) implements ClientEvent {}
}
