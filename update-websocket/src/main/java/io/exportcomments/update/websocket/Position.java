package io.exportcomments.update.websocket;

/**
 * How far a channel's stream was seen.
 *
 * @param epoch tells streams of the same channel apart
 * @param offset the last publication that was seen
 * @param recoverable whether what came after it can be had again
 */
record Position(String epoch, long offset, boolean recoverable) {
    Position at(long newOffset) {
        return new Position(epoch, newOffset, recoverable);
    }
}
