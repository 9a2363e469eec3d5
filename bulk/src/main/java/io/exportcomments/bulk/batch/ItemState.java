package io.exportcomments.bulk.batch;

import java.util.Locale;

/** How far an item of a batch is. What may follow what is in {@link ItemLifecycle}. */
public enum ItemState {
    /** It waits to be sent, or to be tried again. */
    WAITING,
    /** It is being sent, or was, and whether the service took it is not known yet. */
    SENDING,
    /** Its job exists at the service and is under way. */
    CREATED,
    /** Its job is done. */
    DONE,
    /** Its job failed, as often as the batch allows. */
    FAILED,
    /** Its job was stopped, or the batch was cancelled before the item was sent. */
    STOPPED,
    /** The service does not take it: its URL or an option is invalid, or the plan does not have its platform. */
    REFUSED,
    /** It was sent, and whether its job exists can't be told: a person has to decide. */
    UNCERTAIN;

    /** Whether nothing follows by itself. */
    public boolean isEnd() {
        return compareTo(DONE) >= 0;
    }

    /** The name in lower case, as it is stored and shown. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
