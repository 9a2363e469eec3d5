package io.exportcomments.bulk.batch;

/**
 * Hears of the end of each item: done, failed, stopped, refused or uncertain. Called at least once for each end, on
 * the worker's handler threads, for several items at once; for one item by one worker at a time, unless that one was
 * closed or taken for dead meanwhile.
 */
@FunctionalInterface
public interface EndHandler {
    /** Hears nothing. */
    EndHandler NONE = end -> {};

    /**
     * An item has ended. Once this returns it is not told again; if it throws, or the program dies before it returns,
     * it is told again later.
     *
     * @throws Exception if it could not be handled; it is told again after a pause that grows up to five minutes
     */
    void ended(ItemEnd end) throws Exception;
}
