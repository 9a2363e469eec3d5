package io.exportcomments.update.websocket.internal;

/**
 * How far a channel's stream was seen.
 *
 * @param epoch tells streams of the same channel apart
 * @param offset the last publication that was seen
 * @param recoverable whether what came after it can be had again
 */
record StreamPosition(String epoch, long offset, boolean recoverable) {
    StreamPosition at(long newOffset) {
        return new StreamPosition(epoch, newOffset, recoverable);
    }

    /** Whether a publication at an offset shows that one before it did not come. */
    boolean isBeforeHole(long next) {
        return isKnown() && next > offset + 1;
    }

    /** Of a stream without history the server says nothing, and its first publication may have any offset. */
    private boolean isKnown() {
        return recoverable || offset > 0 || !epoch.isEmpty();
    }

    /** Whether the server can be asked for what came since; without an epoch it would take anything for recovered. */
    boolean isRecoverable() {
        return recoverable && !epoch.isEmpty();
    }
}
