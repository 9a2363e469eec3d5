package io.exportcomments.mcp.internal.tool;

/** Hears how far a call is. Thread-safe. */
@FunctionalInterface
public interface CallProgress {
    /** Hears nothing. */
    CallProgress NONE = (exported, total, message) -> {};

    /**
     * It is so far.
     *
     * @param exported items so far
     * @param total items in all; 0 while that is not known
     * @param message in words
     */
    void at(long exported, long total, String message);
}
