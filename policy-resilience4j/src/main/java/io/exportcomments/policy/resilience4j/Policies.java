package io.exportcomments.policy.resilience4j;

import io.exportcomments.event.ClientListener;
import io.exportcomments.job.Plan;
import io.exportcomments.policy.resilience4j.internal.guard.TimeLimitInterceptor;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * All policies for an account, in the order that works, as one interceptor:
 *
 * <pre>
 *   the program's call                               an update source's call
 *          │                                                   │
 *   ┌──────▼─────── time limit ──────────────────────────┐     │   the whole call: waits, attempts and all
 *   │ ┌────▼─────── retry ─────────────────────────────┐ │     │   each attempt goes through all that is inside;
 *   │ │             (watches ask again by themselves)  │ │     │   a pause holds no place and no permission
 *   │ │ ┌──▼─────── limits of the plan ──────────────┐ │ │     │
 *   │ │ │           one queue for the account  ◀─────┼─┼─┼─────┘   so every attempt is counted
 *   │ │ │ ┌──▼───── bulkhead ──────────────────────┐ │ │ │
 *   │ │ │ │         only what is really under way  │ │ │ │         who waits for the plan takes no place
 *   │ │ │ │ ┌──▼─── circuit breaker ─────────────┐ │ │ │ │
 *   │ │ │ │ │       asked when the call leaves,  │ │ │ │ │         not when it queues up; what it holds
 *   │ │ │ │ └──┬─────────────────────────────────┘ │ │ │ │         back gives its turn in the plan back
 *   └─┴─┴─┴────▼─────────────────────────────────────────┘
 *          transport
 * </pre>
 *
 * <pre>{@code
 * Policies policies = Policies.forPlan(Plan.BUSINESS);
 * ExportComments client = ExportComments.builder()
 *         .plan(Plan.BUSINESS)
 *         .interceptor(policies)
 *         .listener(policies.listener())
 *         …
 * }</pre>
 *
 * <p>Give the same one to all clients of an account in a process. Thread-safe; there is nothing to close.
 */
public final class Policies implements TransportInterceptor {
    private final @Nullable TimeLimitInterceptor timeLimit;
    private final List<TransportInterceptor> parts;
    private final ClientListener listener;

    Policies(@Nullable TimeLimitInterceptor timeLimit, List<TransportInterceptor> parts, ClientListener listener) {
        this.timeLimit = timeLimit;
        this.parts = List.copyOf(parts);
        this.listener = listener;
    }

    /** All policies for a plan, with the defaults. */
    public static Policies forPlan(Plan plan) {
        return builder(plan).build();
    }

    /** A builder for a plan: {@link Plan#PREMIUM}, {@link Plan#BUSINESS}, or one of the account's own. */
    public static PoliciesBuilder builder(Plan plan) {
        return new PoliciesBuilder(Objects.requireNonNull(plan, "plan"));
    }

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        TransportCall limited = timeLimit == null ? call : timeLimit.within(call);
        return parts.isEmpty() ? chain.proceed() : new Rest<>(parts, 0, limited, chain).proceed();
    }

    /** The policies from one on, and what is behind them. */
    private record Rest<T>(List<TransportInterceptor> parts, int next, TransportCall call, Chain<T> behind)
            implements Chain<T> {
        @Override
        public CompletableFuture<T> proceed() {
            Chain<T> rest = next + 1 == parts.size() ? behind : new Rest<>(parts, next + 1, call, behind);
            return parts.get(next).intercept(call, rest);
        }
    }

    /** What the limits hear of jobs by; for {@code ExportCommentsBuilder.listener}. */
    public ClientListener listener() {
        return listener;
    }
}
