package io.exportcomments.port;

import io.exportcomments.job.JobGuid;

/**
 * A way to learn what becomes of jobs. It only reports: ordering, duplicates, gaps, deadlines and the state are core's.
 *
 * <p>Thread-safe. One source serves all watches of a client, over one connection or one loop.
 */
public interface UpdateSource extends AutoCloseable {
    /** A short name for people, such as {@code polling}. */
    String name();

    /**
     * Begins to report on a job. Does not block; the sink may be called before this returns, and is called by one
     * thread at a time. A guid is followed at most once at a time.
     */
    Subscription follow(JobGuid guid, UpdateSink sink);

    /**
     * Ends all subscriptions in silence, and frees the source's connection, loop and threads. Closing twice is fine.
     */
    @Override
    void close();

    /** What is followed, until it is cancelled. */
    @FunctionalInterface
    interface Subscription {
        /** Ends the reporting at once; the sink hears nothing that begins afterwards. Doing so twice is fine. */
        void cancel();
    }
}
