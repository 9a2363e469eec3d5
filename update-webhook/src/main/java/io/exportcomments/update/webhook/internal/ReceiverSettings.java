package io.exportcomments.update.webhook.internal;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.event.ClientListener;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookHandler;
import io.exportcomments.update.webhook.delivery.WebhookVerifier;
import java.time.Duration;

/** What a receiver was set up with. */
public record ReceiverSettings(
        WebhookVerifier verifier,
        JobCodec codec,
        WebhookHandler handler,
        DeliveryStore store,
        boolean answerWhenHandled,
        int maxBodyBytes,
        int maxPending,
        Duration lease,
        Duration keepIds,
        Timekeeper time,
        ClientListener listener) {

    /** The same on another time. */
    public ReceiverSettings at(Timekeeper other) {
        return new ReceiverSettings(
                verifier,
                codec,
                handler,
                store,
                answerWhenHandled,
                maxBodyBytes,
                maxPending,
                lease,
                keepIds,
                other,
                listener);
    }
}
