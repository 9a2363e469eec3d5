package io.exportcomments;

/**
 * A listener's place at a job. It leaves by itself when the job's attempt ends or the client is closed. Thread-safe.
 */
@FunctionalInterface
public interface Watch extends AutoCloseable {
    /** Leaves: no call to the listener begins afterwards. The job goes on. Leaving twice is fine. */
    @Override
    void close();
}
