package io.exportcomments.event;

/** How an update source stands. */
public enum SourceState {
    /** It is on its way to being live: for the first time, or again after an interruption. */
    CONNECTING,
    /** Nothing is missed. */
    LIVE,
    /** It is interrupted, and waits before it tries again. */
    DOWN,
    /** It will not recover by itself. */
    BROKEN,
    /** Nobody needs it. */
    IDLE
}
