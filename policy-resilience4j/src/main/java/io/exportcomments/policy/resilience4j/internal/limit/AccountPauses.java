package io.exportcomments.policy.resilience4j.internal.limit;

import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Until when all calls of a kind wait, since the service refused one. Not thread-safe. */
final class AccountPauses {
    private static final long FIRST = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST = Duration.ofSeconds(60).toNanos();

    private final Map<CallKind, Pause> pauses = new EnumMap<>(CallKind.class);
    private int unexplained;

    private record Pause(long until, RateLimit why) {}

    /**
     * The service refused a call of a kind.
     *
     * @return the pause that begins with that, in nanoseconds; 0 if there was one already
     */
    long refused(CallKind refused, RateLimitException refusal, long now) {
        long said = refusal.retryAfter().map(Duration::toNanos).orElseGet(this::doubled);
        long begun = 0;
        for (CallKind kind : CallKind.values()) {
            if (kind.stoppedBy(refusal.limit(), refused)) {
                long before = left(kind, now);
                if (said > before) {
                    pauses.put(kind, new Pause(now + said, refusal.limit()));
                    begun = before == 0 ? said : begun;
                }
            }
        }
        return begun;
    }

    private long doubled() {
        return Math.min(FIRST << Math.min(unexplained++, 6), LONGEST);
    }

    /** A call was answered. */
    void answered() {
        unexplained = 0;
    }

    /** How long the kind still waits. */
    long left(CallKind kind, long now) {
        Pause pause = pauses.get(kind);
        return pause == null ? 0 : Math.max(0, pause.until() - now);
    }

    /** Which limit the kind waits for. */
    @Nullable RateLimit why(CallKind kind) {
        Pause pause = pauses.get(kind);
        return pause == null ? null : pause.why();
    }
}
