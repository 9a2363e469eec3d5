package io.exportcomments.cli.internal.service;

import io.exportcomments.job.Plan;
import io.exportcomments.mock.job.ServicePlan;
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
    public ServicePlan mock() {
        return switch (this) {
            case PREMIUM -> ServicePlan.premium();
            case BUSINESS -> ServicePlan.business();
        };
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
