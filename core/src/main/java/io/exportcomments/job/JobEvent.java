package io.exportcomments.job;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that the service pushed, over the socket or as a webhook delivery.
 *
 * @param name the event's own name, such as {@code job.progress} or {@code export.finished}
 * @param kind what it means for a job
 * @param job what it says of its job; empty where it names none, or is not about a job's course
 * @param messageId the key for de-duplication that webhook deliveries have
 */
public record JobEvent(String name, Kind kind, Optional<Job> job, Optional<String> messageId) {

    /** What an event means for its job. */
    public enum Kind {
        /** The job was created, or began. */
        CREATED,
        /** It came further. */
        PROGRESS,
        /** It is done. */
        FINISHED,
        /** It failed. */
        FAILED,
        /** It was queued again: a new attempt begins. */
        REQUEUED,
        /** Nothing: conversions, bulk downloads, and whatever comes later. */
        OTHER;

        /** The kind that a realtime or webhook event's name stands for. */
        public static Kind fromWire(String name) {
            return switch (Objects.requireNonNull(name, "name")) {
                case "job.created", "export.created" -> CREATED;
                case "job.progress" -> PROGRESS;
                case "job.finished", "export.finished" -> FINISHED;
                case "job.failed", "export.failed" -> FAILED;
                case "job.requeued", "export.requeued" -> REQUEUED;
                default -> OTHER;
            };
        }
    }

    /** Checks that nothing is null. */
    public JobEvent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(messageId, "messageId");
    }
}
