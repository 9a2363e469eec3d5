package io.exportcomments.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that the service pushed, over the socket or as a webhook delivery.
 *
 * @param name the event's own name, such as {@code job.progress} or {@code export.finished}
 * @param kind what it means for a job
 * @param job what it says of its job; empty where it names none, or is not about a job's course
 * @param messageId the key for de-duplication that webhook deliveries have
 * @param fields where there is no job: all that the event says but its name and message id, by the names on the wire,
 *     each value a String, Boolean, Long, BigDecimal, List, Map or null; a webhook's short form comes so. Empty where
 *     there is a job, which has it all
 */
public record JobEvent(
        String name, Kind kind, Optional<Job> job, Optional<String> messageId, Map<String, @Nullable Object> fields) {

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

    /** Checks that nothing is null, and copies the fields. */
    public JobEvent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(messageId, "messageId");
        fields = fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** An event without fields of its own. */
    public JobEvent(String name, Kind kind, Optional<Job> job, Optional<String> messageId) {
        this(name, kind, job, messageId, Map.of());
    }

    /** Without the fields' values: a job's options may be among them, and with these its cookies. */
    @Override
    public String toString() {
        return "JobEvent[" + name + ", job=" + job + ", messageId=" + messageId + ", fields=" + fields.keySet() + "]";
    }
}
