package io.exportcomments.bulk.port;

/** A key is taken: an export like this one is being sent, or the job belongs to another item. Nothing was committed. */
public final class DuplicateException extends RuntimeException {
    /** An error without a trace: it decides a race, and is no fault. */
    public DuplicateException() {
        super("The key is taken by another item", null, false, false);
    }
}
