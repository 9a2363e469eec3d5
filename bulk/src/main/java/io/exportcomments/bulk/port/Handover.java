package io.exportcomments.bulk.port;

/** Whether the end of an item has been handed to the handler. */
public enum Handover {
    /** It has not ended. */
    NONE,
    /** It has ended; the handler has not been called. */
    DUE,
    /** The handler is being called, or was when the worker died, or threw. */
    BEGUN,
    /** The handler has returned. */
    OVER;

    /** Whether it is still to be done. */
    public boolean isDue() {
        return this == DUE || this == BEGUN;
    }
}
