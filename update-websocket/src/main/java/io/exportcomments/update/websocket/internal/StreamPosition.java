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
}
