package io.exportcomments.port;

/**
 * Opens an update source; what a program hands to the client's builder. Thread-safe, and usable for several clients.
 */
@FunctionalInterface
public interface UpdateSourceProvider {
    /** Opens a source; the client closes it. Sends nothing until something is followed. */
    UpdateSource open(UpdateContext context);
}
