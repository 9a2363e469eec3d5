package io.exportcomments.spring.boot.internal;

/** Limits are to be shared, and there is nothing to share them by. */
public final class SharedLimitsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SharedLimitsException() {
        super("exportcomments.quota.account is set, and there is no database to share the limits in");
    }
}
