package io.exportcomments.event;

/**
 * Hears what a client and its parts do: for metrics, logs and dashboards. For the course of a job, watch the job
 * instead.
 *
 * <p>Called inside the library, on whichever thread brought the news and by several at once: thread-safe, short, never
 * blocking. What it throws is logged and harms nothing.
 */
@FunctionalInterface
public interface ClientListener {
    /** Hears nothing. */
    ClientListener NONE = event -> {};

    /** Something happened. */
    void heard(ClientEvent event);
}
