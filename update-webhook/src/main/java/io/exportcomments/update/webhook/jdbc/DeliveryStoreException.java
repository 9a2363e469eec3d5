package io.exportcomments.update.webhook.jdbc;

/** The database of the deliveries is out of order; the cause says how. What was under way is tried again. */
public final class DeliveryStoreException extends RuntimeException {
    /** An error with its cause. */
    public DeliveryStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
