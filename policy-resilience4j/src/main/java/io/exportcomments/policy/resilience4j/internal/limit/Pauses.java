package io.exportcomments.policy.resilience4j.internal.limit;

import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Until when whole lanes wait, since the service refused a call. Not thread-safe. */
final class Pauses {
    private static final long FIRST = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST = Duration.ofSeconds(60).toNanos();

    private final Map<Lane, Pause> pauses = new EnumMap<>(Lane.class);
    private int unexplained;

    private record Pause(long until, RateLimit why) {}

    /**
     * The service refused a call.
     *
     * @return the pause that begins with that, in nanoseconds; 0 if there was one already
     */
    long refused(RateLimitException refusal, long now) {
        long said = refusal.retryAfter().map(Duration::toNanos).orElseGet(this::doubled);
        long begun = 0;
        for (Lane lane : Lane.values()) {
            if (lane.stoppedBy(refusal.limit())) {
                long before = left(lane, now);
                if (said > before) {
                    pauses.put(lane, new Pause(now + said, refusal.limit()));
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

    /** How long the lane still waits. */
    long left(Lane lane, long now) {
        Pause pause = pauses.get(lane);
        return pause == null ? 0 : Math.max(0, pause.until() - now);
    }

    /** Which limit the lane waits for. */
    @Nullable RateLimit why(Lane lane) {
        Pause pause = pauses.get(lane);
        return pause == null ? null : pause.why();
    }
}
