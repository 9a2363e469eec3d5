package io.exportcomments.spring.boot.internal;

/** Limits are to be shared, and there is nothing to share them by. */
public final class SharedLimitsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String action;

    /** There is no database to share them in. */
    public SharedLimitsException() {
        this(
                "there is no database to share the limits in",
                "Add the dependency io.exportcomments:exportcomments-quota-jdbc, and one DataSource of PostgreSQL or"
                        + " SQLite (or mark one of several as primary).");
    }

    private SharedLimitsException(String lack, String action) {
        super("exportcomments.quota.account is set, and " + lack);
        this.action = action;
    }

    /** Nothing would keep to them. */
    public static SharedLimitsException withoutPolicies() {
        return new SharedLimitsException(
                "there are no policies to keep to the shared limits",
                "Add the dependency io.exportcomments:exportcomments-policy-resilience4j, and leave"
                        + " exportcomments.policies.enabled at true.");
    }

    /** What to do. */
    public String action() {
        return action;
    }
}
