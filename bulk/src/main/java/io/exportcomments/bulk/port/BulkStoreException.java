package io.exportcomments.bulk.port;

/** The store of bulk exports can't be reached, or failed. What was to be done was not done; it is tried again later. */
public final class BulkStoreException extends RuntimeException {
    /** An error of the store. */
    public BulkStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
