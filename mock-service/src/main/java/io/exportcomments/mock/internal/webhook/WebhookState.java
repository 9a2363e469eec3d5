package io.exportcomments.mock.internal.webhook;

import io.exportcomments.mock.webhook.MockWebhook;
import io.exportcomments.mock.webhook.MockWebhook.Status;
import io.exportcomments.mock.webhook.WebhookEvent;
import io.exportcomments.mock.webhook.WebhookSetup;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One webhook. Guarded by the dispatcher's lock. */
final class WebhookState {

    final UUID uuid;
    final WebhookSetup setup;

    /** Scheme and host of the request that registered it, for links; null when none did. */
    final @Nullable String origin;

    /** What is to be sent now, in order. */
    final Deque<DeliveryRecord> queue = new ArrayDeque<>();

    Status status = Status.ENABLED;
    boolean sending;
    int failures;
    private final Instant createdAt;
    private int events;
    private @Nullable Instant lastEventAt;

    WebhookState(UUID uuid, WebhookSetup setup, @Nullable String origin, Instant createdAt) {
        this.uuid = uuid;
        this.setup = setup;
        this.origin = origin;
        this.createdAt = createdAt;
    }

    boolean wants(WebhookEvent event) {
        return status == Status.ENABLED && setup.events().contains(event);
    }

    void heard(Instant at) {
        events++;
        lastEventAt = at;
    }

    MockWebhook snapshot() {
        return new MockWebhook(
                uuid, setup.url(), setup.events(), setup.shape(), status, failures, events, lastEventAt, createdAt);
    }
}
