package io.exportcomments.update.webhook.delivery;

/**
 * What to answer to a delivery: an HTTP status, and a line for people. Whoever receives it writes both out, and nothing
 * else.
 */
public enum WebhookAnswer {
    /** 200: it is taken, now or before. */
    TAKEN(200, "Taken"),
    /** 400: its signature is right, but its body is no event. */
    UNREADABLE(400, "The body is not a webhook event"),
    /** 401: its signature is missing or wrong. Says no more than that: whoever sent it may be guessing. */
    UNSIGNED(401, "The signature is missing or wrong"),
    /** 405: a delivery is a {@code POST}. */
    NOT_POSTED(405, "Deliveries are posted"),
    /** 413: its body is longer than allowed. */
    TOO_LARGE(413, "The body is too large"),
    /** 503: it can't be taken now, and the service sends it again. */
    BUSY(503, "Busy; please send it again");

    private final int status;
    private final String text;

    WebhookAnswer(int status, String text) {
        this.status = status;
        this.text = text;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The body, in ASCII; its type is {@code text/plain}. */
    public String text() {
        return text;
    }
}
