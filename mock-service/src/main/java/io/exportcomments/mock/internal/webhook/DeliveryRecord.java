package io.exportcomments.mock.internal.webhook;

import io.exportcomments.mock.webhook.WebhookDelivery;
import io.exportcomments.mock.webhook.WebhookDelivery.Attempt;
import io.exportcomments.mock.webhook.WebhookDelivery.State;
import io.exportcomments.mock.webhook.WebhookEvent;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One delivery. Guarded by the dispatcher's lock. */
final class DeliveryRecord {

    final long number;
    final WebhookState webhook;
    final Buffer body;
    private final WebhookEvent event;
    private final UUID job;
    private final String messageId;
    private final List<Attempt> attempts = new ArrayList<>();
    State state = State.PENDING;

    /** How often it is to be taken yet. */
    int copies = 1;

    /** Attempts since it was last taken or ordered. */
    int tries;

    DeliveryRecord(long number, WebhookState webhook, WebhookEvent event, UUID job, String messageId, Buffer body) {
        this.number = number;
        this.webhook = webhook;
        this.event = event;
        this.job = job;
        this.messageId = messageId;
        this.body = body;
    }

    boolean pending() {
        return state == State.PENDING;
    }

    void attempted(Attempt attempt) {
        attempts.add(attempt);
        tries++;
    }

    /** Whether it is to be sent again at once. */
    boolean taken() {
        copies--;
        tries = 0;
        if (copies > 0) {
            return true;
        }
        state = State.TAKEN;
        return false;
    }

    WebhookDelivery snapshot() {
        return new WebhookDelivery(
                number, webhook.uuid, webhook.setup.url(), event, job, messageId, body.toString(), state, attempts);
    }
}
