package io.exportcomments.error;

/** Whether a request that got no answer can have been taken by the service. */
public enum Sent {
    /** Surely not: no connection was made, or nothing was written. Sending it again is safe. */
    NO(" before the request was sent"),
    /** It can have been: at least a part was written. */
    MAYBE(" after the request was sent");

    private final String sentence;

    Sent(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
