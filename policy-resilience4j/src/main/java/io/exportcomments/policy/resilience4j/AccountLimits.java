package io.exportcomments.policy.resilience4j;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.Plan;
import io.exportcomments.policy.resilience4j.internal.call.PolicyTimekeeper;
import io.exportcomments.policy.resilience4j.internal.call.SafeListener;
import io.exportcomments.policy.resilience4j.internal.limit.AskingThread;
import io.exportcomments.policy.resilience4j.internal.limit.PlanLimiter;
import io.exportcomments.policy.resilience4j.internal.limit.PlanWindows;
import io.exportcomments.policy.resilience4j.internal.limit.SharedTurns;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an account inside its plan: requests a minute, creations in 3 minutes, jobs in 5 minutes, creations a day, and
 * the places for jobs that run or wait. One for each account in a process, shared by all clients that use it.
 * Thread-safe; there is nothing to close.
 *
 * <p>The limits hold in every window, wherever it begins, as the service counts: a use is given back only a whole
 * window after its answer. Calls of a kind go in the order in which they came; a call overtakes only those that wait
 * for a limit which it does not need. A 429 makes all calls that the refused limit concerns wait, once, for as long as
 * the service says. A call that can't go before its deadline fails at once with a {@link
 * io.exportcomments.error.RateLimitException} that says how long it would have waited. No thread waits.
 *
 * <p>How many jobs run or wait is known from the answers that pass by, and from the updates that {@link #listener()}
 * hears. So a job that another program created counts once it was on a page of the list; and a job of which nothing is
 * heard for 10 minutes ({@link Builder#forgetJobsAfter}) counts no more. Programs that {@link Builder#shared share} a
 * log hear of each other's jobs by it.
 */
public final class AccountLimits implements TransportInterceptor {
    private final PlanLimiter limiter;

    private AccountLimits(Builder setup) {
        int requests = setup.plan.requestsPerMinute();
        int floor = Math.min(requests - 1, (int) Math.floor(requests * setup.floor));
        int ceiling = Math.max(1, (int) Math.floor(requests * setup.ceiling));
        PlanWindows windows = new PlanWindows(setup.plan, floor, Math.max(floor, ceiling));
        QuotaLog log = setup.log;
        SharedTurns shared =
                log == null ? null : new SharedTurns(log, windows, setup.forgetAfter, setup.timekeeper, setup.asking);
        limiter = new PlanLimiter(
                windows, setup.forgetAfter, setup.timekeeper, SafeListener.around(setup.listener), shared);
    }

    /** The limits of a plan, with the defaults. */
    public static AccountLimits of(Plan plan) {
        return builder(plan).build();
    }

    /** A builder for the limits of a plan: {@link Plan#PREMIUM}, {@link Plan#BUSINESS}, or one of the account's own. */
    public static Builder builder(Plan plan) {
        return new Builder(plan);
    }

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        return limiter.intercept(call, chain);
    }

    /**
     * Hears of updates that come by other ways than answers (WebSocket, webhooks): for {@code
     * ExportCommentsBuilder.listener}.
     */
    public ClientListener listener() {
        return event -> {
            if (event instanceof ClientEvent.UpdateDelivered delivered) {
                limiter.seen(delivered.update().job());
            }
        };
    }

    /** Builds limits. Not thread-safe. */
    public static final class Builder {
        private final Plan plan;
        private double floor = 0.2;
        private double ceiling = 0.5;
        private Duration forgetAfter = Duration.ofMinutes(10);
        private Timekeeper timekeeper = new PolicyTimekeeper();
        private ClientListener listener = ClientListener.NONE;
        private @Nullable QuotaLog log;
        private Executor asking = new AskingThread();

        private Builder(Plan plan) {
            this.plan = Objects.requireNonNull(plan, "plan");
        }

        /**
         * Sets which share of the requests a minute is for what the library asks to keep watches true; by default at
         * least 0.2 and at most 0.5, which is also the watches' own pace.
         *
         * @param atLeast what the program's own calls leave free for it, 0 or more
         * @param atMost what it leaves to them, more than 0 and at most 1
         * @throws IllegalArgumentException if a share is out of its range, or the first is more than the second
         */
        public Builder watchShare(double atLeast, double atMost) {
            if (!(atLeast >= 0 && atLeast <= atMost && atLeast < 1 && atMost > 0 && atMost <= 1)) {
                throw new IllegalArgumentException(
                        "The watches' shares must be between 0 and 1, the least below the most: " + atLeast + ", "
                                + atMost);
            }
            floor = atLeast;
            ceiling = atMost;
            return this;
        }

        /**
         * Sets after how long without news a job counts as ended; by default 10 min.
         *
         * @throws IllegalArgumentException if it is not between 1 s and 1 day
         */
        public Builder forgetJobsAfter(Duration silence) {
            if (silence.compareTo(Duration.ofSeconds(1)) < 0 || silence.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("Jobs can be forgotten after 1 s to 1 day of silence: " + silence);
            }
            forgetAfter = silence;
            return this;
        }

        /**
         * Sets a log of uses that other programs share, too: calls that the limits of this one let go wait for a turn
         * in it, and for a place for their jobs; nothing is sent while it can't be reached. By default there is none.
         * The log is borrowed.
         */
        @Experimental
        public Builder shared(QuotaLog common) {
            log = Objects.requireNonNull(common, "log");
            return this;
        }

        /** Asks the log elsewhere than on a thread of its own: for tests. */
        Builder asking(Executor executor) {
            asking = executor;
            return this;
        }

        /** Sets where time comes from, the same as the client's; by default the system's. */
        public Builder timekeeper(Timekeeper source) {
            timekeeper = Objects.requireNonNull(source, "timekeeper");
            return this;
        }

        /** Sets who hears how the limits stand: {@code LimitChanged} and {@code AccountPaused}. */
        public Builder listener(ClientListener heard) {
            listener = Objects.requireNonNull(heard, "listener");
            return this;
        }

        /** The limits. */
        public AccountLimits build() {
            return new AccountLimits(this);
        }
    }
}
