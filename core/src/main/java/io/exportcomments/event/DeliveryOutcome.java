package io.exportcomments.event;

/** What became of a webhook delivery. */
public enum DeliveryOutcome {
    /** It was new, and its handling is over. */
    HANDLED,
    /** It had come before; nothing was done. */
    REPEATED,
    /** Its signature is missing or wrong. */
    REFUSED,
    /** Its signature is right, and its body can't be read. */
    UNREADABLE,
    /** Its body is longer than allowed. */
    TOO_LARGE,
    /** There was no room to take it; the service sends it again. */
    BUSY,
    /** Its handler failed; it will be handled again. */
    FAILED
}
