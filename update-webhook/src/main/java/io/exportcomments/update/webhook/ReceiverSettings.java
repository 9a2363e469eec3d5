package io.exportcomments.update.webhook;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.event.ClientListener;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;

/** What a receiver works by. */
record ReceiverSettings(
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
        ClientListener listener) {}
