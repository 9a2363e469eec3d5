package io.exportcomments.mock.internal.jobs;

import io.exportcomments.mock.job.Account;
import io.exportcomments.mock.job.ServicePlan;
import java.util.UUID;

/** The account: its plan, and whether its token and its subscription are good. */
final class AccountState implements Account {

    private final UUID id;
    private final Runnable planChanged;
    private volatile ServicePlan plan;
    private volatile boolean tokenExpired;
    private volatile boolean planExpired;

    /** The listener hears of each change of the plan. */
    AccountState(UUID id, ServicePlan plan, Runnable planChanged) {
        this.id = id;
        this.plan = plan;
        this.planChanged = planChanged;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public ServicePlan plan() {
        return plan;
    }

    @Override
    public void plan(ServicePlan value) {
        plan = value;
        planChanged.run();
    }

    @Override
    public void tokenExpired(boolean expired) {
        tokenExpired = expired;
    }

    @Override
    public void planExpired(boolean expired) {
        planExpired = expired;
    }

    void checkToken() {
        if (tokenExpired) {
            throw ApiError.of(403, "TOKEN_EXPIRED", "The token has expired. Please generate a new one.");
        }
    }

    void checkPlan() {
        if (planExpired) {
            throw ApiError.of(403, "PLAN_EXPIRED", "Your subscription has expired.");
        }
    }

    void checkPlatform(String platform) {
        if (plan.refusedPlatforms().contains(platform)) {
            throw ApiError.of(403, "PLATFORM_NOT_ALLOWED", "Your plan does not include " + platform + ".");
        }
    }
}
