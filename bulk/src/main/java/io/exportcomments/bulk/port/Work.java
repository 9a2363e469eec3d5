package io.exportcomments.bulk.port;

/** What a worker does with an item. */
public enum Work {
    /** Create its job, or retry it. */
    SEND,
    /** Look for the job of a sending that nobody settled. */
    LOOK_UP,
    /** Follow its job to the end. */
    FOLLOW,
    /** Fetch its file, and hand its end over. */
    HAND_OVER
}
