package io.exportcomments.webhook;

import io.exportcomments.annotation.Experimental;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The events that a webhook can be registered for. Nothing is sent for a job that was stopped. Source: the service's
 * page on webhooks.
 */
@Experimental
public enum ExportEvent {
    /** A job starts. */
    CREATED("export.created"),
    /** It succeeded. */
    FINISHED("export.finished"),
    /** It failed. */
    FAILED("export.failed"),
    /** It was queued again. */
    REQUEUED("export.requeued");

    private final String wireName;

    ExportEvent(String wireName) {
        this.wireName = wireName;
    }

    /** The service's own name of the event, such as {@code export.finished}. */
    public String wireName() {
        return wireName;
    }

    /** The event of that name on the wire, if it is a known one. */
    public static Optional<ExportEvent> fromWire(String name) {
        Objects.requireNonNull(name, "name");
        return Arrays.stream(values())
                .filter(event -> event.wireName.equals(name))
                .findFirst();
    }
}
