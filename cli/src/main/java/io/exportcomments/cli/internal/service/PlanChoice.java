package io.exportcomments.cli.internal.service;

import io.exportcomments.job.Plan;
import io.exportcomments.mock.job.ServicePlan;
import java.util.Locale;

/** The plans by name, as the client reckons with them and as the mock enforces them. */
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

    /** What a mock holds its callers to. */
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
