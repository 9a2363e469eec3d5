package io.exportcomments.mock.webhook;

/** Which of the two known forms the bodies of deliveries have. */
public enum WebhookShape {
    /** As documented: event, status, message id and what the event is about, but no guid. */
    SHORT,
    /** As published clients show it: the whole job object with event, status, message id and event id. */
    FULL
}
