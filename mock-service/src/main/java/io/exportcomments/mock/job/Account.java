package io.exportcomments.mock.job;

import java.util.UUID;

/** The one account of a mock: its token and its subscription. Safe for use by many threads. */
public interface Account {

    /** The account's id, the {@code sub} of realtime tokens. */
    UUID id();

    /** Makes the token good, or answered with 403 {@code TOKEN_EXPIRED}. */
    void tokenExpired(boolean expired);

    /** Makes the subscription good, or answered with 403 {@code PLAN_EXPIRED}. */
    void planExpired(boolean expired);

    /** Puts the account on another plan at once; what was counted so far counts there too. */
    void plan(ServicePlan plan);

    /** The account's plan. */
    ServicePlan plan();
}
