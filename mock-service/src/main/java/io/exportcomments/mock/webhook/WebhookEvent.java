package io.exportcomments.mock.webhook;

import java.util.Arrays;
import java.util.Optional;

/** What a webhook may be told. Nothing is told of a job that is stopped. */
public enum WebhookEvent {
    /** A job starts. */
    CREATED("export.created"),
    /** It succeeded. */
    FINISHED("export.finished"),
    /** It failed. */
    FAILED("export.failed"),
    /** It was queued again. */
    REQUEUED("export.requeued");

    private final String wireName;

    WebhookEvent(String wireName) {
        this.wireName = wireName;
    }

    /** The event's name in bodies and in management calls. */
    public String wireName() {
        return wireName;
    }

    /** The event with this name, if there is one. */
    public static Optional<WebhookEvent> of(String wireName) {
        return Arrays.stream(values()).filter(e -> e.wireName.equals(wireName)).findFirst();
    }
}
