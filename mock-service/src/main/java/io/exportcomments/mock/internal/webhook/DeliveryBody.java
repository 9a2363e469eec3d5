package io.exportcomments.mock.internal.webhook;

import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.mock.webhook.WebhookEvent;
import io.exportcomments.mock.webhook.WebhookShape;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The bodies of deliveries. */
final class DeliveryBody {

    private final BiFunction<MockJob, String, JsonObject> jobJson;

    /** Its parameter makes the job object of the REST API from the job and what links begin with. */
    DeliveryBody(BiFunction<MockJob, String, JsonObject> jobJson) {
        this.jobJson = jobJson;
    }

    /** What a webhook is told of something that happened, if anything. */
    static Optional<WebhookEvent> kind(MockJobEvent event) {
        return switch (event.type()) {
            case CREATED -> Optional.of(WebhookEvent.CREATED);
            case FINISHED -> Optional.of(WebhookEvent.FINISHED);
            case FAILED -> Optional.of(WebhookEvent.FAILED);
            case REQUEUED -> Optional.of(WebhookEvent.REQUEUED);
            case PROGRESS -> Optional.empty();
        };
    }

    JsonObject of(WebhookShape shape, WebhookEvent event, MockJob job, String origin, String messageId, UUID eventId) {
        return switch (shape) {
            case SHORT -> brief(event, job, origin, messageId);
            case FULL -> full(event, job, origin, messageId, eventId);
        };
    }

    private JsonObject brief(WebhookEvent event, MockJob job, String origin, String messageId) {
        JsonObject body = new JsonObject().put("event", event.wireName());
        String status = status(event);
        if (status != null) {
            body.put("status", status);
        }
        switch (event) {
            case CREATED -> body.put("platform", job.platform());
            case FINISHED -> {
                body.put("comments_count", job.rows()).put("download_url", link(jobJson.apply(job, origin)));
                if (job.resultNote() != null) {
                    body.put("result_note", job.resultNote());
                }
            }
            case FAILED -> body.put("error_message", job.error());
            case REQUEUED -> {}
        }
        return body.put("message_id", messageId);
    }

    private JsonObject full(WebhookEvent event, MockJob job, String origin, String messageId, UUID eventId) {
        JsonObject body = jobJson.apply(job, origin);
        body.put("download_url", link(body));
        body.remove("download_link");
        String status = status(event);
        if (status == null) {
            body.remove("status");
        } else {
            body.put("status", status);
        }
        Instant exportedAt = job.exportedAt();
        JsonObject metadata = new JsonObject();
        if (exportedAt != null) {
            metadata.put(
                    "export_duration",
                    Duration.between(job.createdAt(), exportedAt).toMillis() / 1000.0);
        }
        return body.put("masked_metadata", metadata)
                .put("message_id", messageId)
                .put("event_id", eventId.toString())
                .put("event", event.wireName());
    }

    /** Whichever name the answers' style gives it. */
    private static @Nullable String link(JsonObject job) {
        for (String name : new String[] {"download_link", "download_url", "downloadUrl"}) {
            if (job.getString(name) != null) {
                return job.getString(name);
            }
        }
        return null;
    }

    private static @Nullable String status(WebhookEvent event) {
        return switch (event) {
            case CREATED -> "processing";
            case FINISHED -> "done";
            case FAILED -> "failed";
            case REQUEUED -> null;
        };
    }
}
