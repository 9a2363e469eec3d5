package io.exportcomments.policy.resilience4j;

import io.exportcomments.adapter.Backoff;
import io.exportcomments.annotation.Experimental;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.Plan;
import io.exportcomments.policy.resilience4j.internal.call.PolicyTimekeeper;
import io.exportcomments.policy.resilience4j.internal.call.SafeListener;
import io.exportcomments.policy.resilience4j.internal.guard.BulkheadInterceptor;
import io.exportcomments.policy.resilience4j.internal.guard.CircuitBreakerInterceptor;
import io.exportcomments.policy.resilience4j.internal.guard.MonotonicClock;
import io.exportcomments.policy.resilience4j.internal.guard.TimeLimitInterceptor;
import io.exportcomments.policy.resilience4j.internal.retry.RetryInterceptor;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportInterceptor;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds policies. Each has a default, can be left out, and can be the program's own Resilience4j instance, or one of
 * its registry's by the name {@value #NAME}, which is made there if it is missing. What is passed in is borrowed. Not
 * thread-safe.
 */
public final class PoliciesBuilder {
    /** What the policies are called in registries. */
    public static final String NAME = "exportcomments";

    private static final int FAILURES_LOOKED_AT = 20;
    private static final int FEWEST_CALLS = 5;
    private static final int CALLS_AT_ONCE = 32;

    private final Plan plan;
    private final Set<Policy> without = EnumSet.noneOf(Policy.class);
    private Timekeeper time = new PolicyTimekeeper();
    private ClientListener listener = ClientListener.NONE;
    private Duration firstPause = Duration.ofMillis(500);
    private Duration longestPause = Duration.ofSeconds(20);
    private @Nullable AccountLimits limits;
    private @Nullable QuotaLog sharedLog;
    private Supplier<Retry> retry = () -> Retry.of(NAME, retryConfig());
    private Supplier<CircuitBreaker> breaker = () -> CircuitBreaker.of(NAME, breakerConfig());
    private @Nullable Supplier<Bulkhead> bulkhead;
    private @Nullable Supplier<TimeLimiter> timeLimiter;

    PoliciesBuilder(Plan plan) {
        this.plan = plan;
    }

    /** Leaves a policy out. */
    public PoliciesBuilder without(Policy policy) {
        without.add(Objects.requireNonNull(policy, "policy"));
        return this;
    }

    /** Sets where time comes from, the same as the client's; by default the system's. */
    public PoliciesBuilder timekeeper(Timekeeper source) {
        time = Objects.requireNonNull(source, "timekeeper");
        return this;
    }

    /** Sets who hears of retries, and how the limits and the breaker stand. What it throws is logged. */
    public PoliciesBuilder listener(ClientListener heard) {
        listener = Objects.requireNonNull(heard, "listener");
        return this;
    }

    /** Sets the account's limits, such as those that other clients go by, too; by default the plan's, new ones. */
    public PoliciesBuilder limits(AccountLimits shared) {
        limits = Objects.requireNonNull(shared, "limits");
        return this;
    }

    /**
     * Sets a log of uses that the account's other programs share; see {@link AccountLimits.Builder#shared}. It has no
     * effect on limits that are set by {@link #limits}.
     */
    @Experimental
    public PoliciesBuilder shared(QuotaLog log) {
        sharedLog = Objects.requireNonNull(log, "log");
        return this;
    }

    /**
     * Sets the pauses of the default retry: any time between zero and a bound, which doubles from the first to the
     * longest. By default 500 ms and 20 s. It goes on until the call's deadline.
     *
     * @throws IllegalArgumentException if the first is less than 1 ms or more than the longest
     */
    public PoliciesBuilder backoff(Duration first, Duration longest) {
        if (first.compareTo(Duration.ofMillis(1)) < 0 || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "The first pause must be at least 1 ms, and the longest no shorter: " + first + ", " + longest);
        }
        firstPause = first;
        longestPause = longest;
        return this;
    }

    /**
     * Sets the retry. How often and with which pauses it repeats is its own; what is not safe to repeat is not,
     * whatever it says, and what the service says of how long to wait is obeyed.
     */
    public PoliciesBuilder retry(Retry own) {
        Objects.requireNonNull(own, "retry");
        retry = () -> own;
        return this;
    }

    /** Takes the retry from a registry. */
    public PoliciesBuilder retry(RetryRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        retry = () -> registry.find(NAME).orElseGet(() -> registry.retry(NAME, retryConfig()));
        return this;
    }

    /**
     * Sets the circuit breaker. By default it opens for 30 s when half of the last 20 calls failed (of at least 5), and
     * then lets one call through to see.
     */
    public PoliciesBuilder circuitBreaker(CircuitBreaker own) {
        Objects.requireNonNull(own, "breaker");
        breaker = () -> own;
        return this;
    }

    /** Takes the circuit breaker from a registry. */
    public PoliciesBuilder circuitBreaker(CircuitBreakerRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        breaker = () -> registry.find(NAME).orElseGet(() -> registry.circuitBreaker(NAME, breakerConfig()));
        return this;
    }

    /**
     * Sets the bulkhead; by default 32 calls at once. Those beyond wait without a thread.
     *
     * @throws IllegalArgumentException if its {@code maxWaitDuration} is not zero: that would block threads; thrown by
     *     {@link #build()}
     */
    public PoliciesBuilder bulkhead(Bulkhead own) {
        Objects.requireNonNull(own, "bulkhead");
        bulkhead = () -> own;
        return this;
    }

    /** Takes the bulkhead from a registry. */
    public PoliciesBuilder bulkhead(BulkheadRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        bulkhead = () -> registry.find(NAME).orElseGet(() -> registry.bulkhead(NAME, bulkheadConfig()));
        return this;
    }

    /**
     * Limits the time of each whole call, to less than the client's own deadline.
     *
     * @throws IllegalArgumentException if it is not between 1 ms and 1 day
     */
    public PoliciesBuilder timeLimit(Duration whole) {
        if (whole.compareTo(Duration.ofMillis(1)) < 0 || whole.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("The time limit must be between 1 ms and 1 day: " + whole);
        }
        return timeLimiter(TimeLimiter.of(
                NAME, TimeLimiterConfig.custom().timeoutDuration(whole).build()));
    }

    /**
     * Limits the time of each whole call to what this limiter says. The work is ended with it, whatever the limiter
     * says of that.
     */
    public PoliciesBuilder timeLimiter(TimeLimiter own) {
        Objects.requireNonNull(own, "limiter");
        timeLimiter = () -> own;
        return this;
    }

    /** Takes the time limiter from a registry. */
    public PoliciesBuilder timeLimiter(TimeLimiterRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        timeLimiter = () -> registry.timeLimiter(NAME);
        return this;
    }

    private RetryConfig retryConfig() {
        Backoff backoff = Backoff.upTo(firstPause, longestPause);
        Timekeeper clock = time;
        return RetryConfig.custom()
                .maxAttempts(Integer.MAX_VALUE)
                .intervalFunction(attempts -> backoff.after(attempts, clock).toMillis())
                .build();
    }

    private CircuitBreakerConfig breakerConfig() {
        Timekeeper clock = time;
        return CircuitBreakerConfig.custom()
                .clock(new MonotonicClock(clock))
                .currentTimestampFunction(shown -> clock.nanoTime(), TimeUnit.NANOSECONDS)
                .slidingWindowSize(FAILURES_LOOKED_AT)
                .minimumNumberOfCalls(FEWEST_CALLS)
                .waitDurationInOpenState(Duration.ofSeconds(30))
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordExceptions(ServiceException.class, ConnectionException.class, DeadlineExceededException.class)
                .build();
    }

    private static BulkheadConfig bulkheadConfig() {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(CALLS_AT_ONCE)
                .maxWaitDuration(Duration.ZERO)
                .build();
    }

    /** The policies. */
    public Policies build() {
        ClientListener heard = SafeListener.around(listener);
        List<TransportInterceptor> parts = new ArrayList<>();
        TimeLimitInterceptor timeLimit = null;
        if (timeLimiter != null && !without.contains(Policy.TIME_LIMIT)) {
            timeLimit = new TimeLimitInterceptor(timeLimiter.get(), time);
            parts.add(timeLimit);
        }
        AccountLimits kept = without.contains(Policy.LIMITS) ? null : limits();
        if (!without.contains(Policy.RETRY)) {
            parts.add(new RetryInterceptor(retry.get(), time, kept != null, heard));
        }
        if (kept != null) {
            parts.add(kept);
        }
        if (!without.contains(Policy.BULKHEAD)) {
            parts.add(
                    bulkhead == null
                            ? new BulkheadInterceptor(Bulkhead.of(NAME, bulkheadConfig()), false)
                            : new BulkheadInterceptor(bulkhead.get(), true));
        }
        if (!without.contains(Policy.CIRCUIT_BREAKER)) {
            parts.add(new CircuitBreakerInterceptor(breaker.get(), time, heard));
        }
        return new Policies(timeLimit, parts, kept == null ? ClientListener.NONE : kept.listener());
    }

    private AccountLimits limits() {
        if (limits != null) {
            return limits;
        }
        AccountLimits.Builder own = AccountLimits.builder(plan).timekeeper(time).listener(listener);
        return (sharedLog == null ? own : own.shared(sharedLog)).build();
    }
}
