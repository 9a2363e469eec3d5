package io.exportcomments.job;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Hears how far a download is. Called on the downloading thread: short, and what it throws is logged and changes
 * nothing.
 */
@FunctionalInterface
public interface DownloadListener {
    /** Hears nothing. */
    DownloadListener NONE = (bytes, total) -> {};

    /**
     * Another piece is written.
     *
     * @param bytes how many bytes are written, those from before a break included
     * @param total how many the file has, where the service says so
     */
    void progress(long bytes, OptionalLong total);

    /**
     * The download waits before it asks for the file again.
     *
     * @param reason why it can't be fetched now
     * @param pause how long it waits
     */
    default void waiting(Throwable reason, Duration pause) {}
}
