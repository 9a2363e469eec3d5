package io.exportcomments.policy.resilience4j.internal.limit;

import static io.exportcomments.policy.resilience4j.internal.limit.Quota.BACKGROUND;
import static io.exportcomments.policy.resilience4j.internal.limit.Quota.BATCHES;
import static io.exportcomments.policy.resilience4j.internal.limit.Quota.CREATIONS;
import static io.exportcomments.policy.resilience4j.internal.limit.Quota.DAY;
import static io.exportcomments.policy.resilience4j.internal.limit.Quota.FOREGROUND;
import static io.exportcomments.policy.resilience4j.internal.limit.Quota.JOBS;
import static io.exportcomments.policy.resilience4j.internal.limit.Quota.REQUESTS;

import io.exportcomments.error.RateLimit;
import io.exportcomments.job.Operation;
import io.exportcomments.port.TransportCall;
import java.util.List;

/** Calls that count against the same limits; within a kind, who comes first goes first. */
enum CallKind {
    /** What the program asks. */
    ASKING(REQUESTS, FOREGROUND),
    /** What the library asks to keep watches true. */
    WATCHING(REQUESTS, BACKGROUND),
    /** New jobs. */
    CREATING(REQUESTS, FOREGROUND, CREATIONS, JOBS, DAY),
    /** Many new jobs at once, which have a queue of their own at the service. */
    BATCHING(REQUESTS, FOREGROUND, BATCHES, DAY),
    /** Jobs that run again. */
    RETRYING(REQUESTS, FOREGROUND, JOBS);

    /** All of them, without a copy for each who asks. */
    static final List<CallKind> ALL = List.of(values());

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Quota> needs;

    CallKind(Quota... needs) {
        this.needs = List.of(needs);
    }

    static CallKind of(TransportCall call) {
        if (call.operation() == Operation.CREATE) {
            return CREATING;
        }
        if (call.operation() == Operation.BATCH_CREATE) {
            return BATCHING;
        }
        if (call.operation() == Operation.RETRY) {
            return RETRYING;
        }
        return call.background() ? WATCHING : ASKING;
    }

    List<Quota> needs() {
        return needs;
    }

    /** Whether it makes a job run, or wait in a place of the plan's queue. */
    boolean startsJobs() {
        return this == CREATING || this == RETRYING;
    }

    /** Whether the service's refusal of a call of some kind holds these calls up, too. */
    boolean stoppedBy(RateLimit refusal, CallKind refused) {
        return switch (refusal) {
            case REQUESTS_PER_MINUTE, UNKNOWN -> true;
            case CREATIONS_PER_DAY -> this == CREATING || this == BATCHING;
            case CREATION_WINDOW, RUNNING_EXPORTS, QUEUED_EXPORTS ->
                refused == BATCHING ? this == BATCHING : startsJobs();
        };
    }
}
