package io.exportcomments.mock.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook looks like at one moment. Immutable; its secret is not in it.
 *
 * @param uuid its id in management calls
 * @param url where deliveries go
 * @param events which events it wants
 * @param shape which form the bodies have
 * @param status whether it gets any
 * @param failuresInARow times that something was sent and not taken, since the last that was
 * @param eventCount events that it wanted so far, lost ones too
 * @param lastEventAt when the last of these was, by the mock's clock
 * @param createdAt when it was registered
 */
public record MockWebhook(
        UUID uuid,
        URI url,
        Set<WebhookEvent> events,
        WebhookShape shape,
        Status status,
        int failuresInARow,
        int eventCount,
        @Nullable Instant lastEventAt,
        Instant createdAt) {

    /** Whether a webhook gets deliveries. */
    public enum Status {
        /** None: it was switched off. */
        DISABLED(0),
        /** It does. */
        ENABLED(1),
        /** None any more: too many failed in a row. */
        SUSPENDED(2);

        private final int wireNumber;

        Status(int wireNumber) {
            this.wireNumber = wireNumber;
        }

        /** Its number in the webhook object. */
        public int wireNumber() {
            return wireNumber;
        }
    }
}
