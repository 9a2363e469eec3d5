package io.exportcomments.cli.internal.service;

import io.exportcomments.job.Plan;
import java.util.Locale;

/** The plans by name, for the client and for the mock. */
public enum PlanChoice {
    /** The smaller one. */
    PREMIUM,
    /** The larger one. */
    BUSINESS;

    Plan client() {
        return switch (this) {
            case PREMIUM -> Plan.PREMIUM;
            case BUSINESS -> Plan.BUSINESS;
        };
    }

    /** The limits that a mock enforces. */
    public io.exportcomments.mock.job.Plan mock() {
        return switch (this) {
            case PREMIUM -> io.exportcomments.mock.job.Plan.premium();
            case BUSINESS -> io.exportcomments.mock.job.Plan.business();
        };
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
