package io.exportcomments.mock.internal.realtime;

import io.exportcomments.mock.time.MockClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far apart pings of the live page are, so that a browser gets them every few seconds under any clock. */
final class PageClock {

    private static final Duration PINGS = Duration.ofSeconds(3);

    private final MockClock clock;

    PageClock(MockClock clock) {
        this.clock = clock;
    }

    /** In real time; null when the clock is turned by hand, and none come by themselves. */
    @Nullable Duration pingsInRealTime() {
        return clock.realTimeUntil(clock.now()) == null ? null : PINGS;
    }

    /** By the clock; how fast it runs is told from a day, as a shorter time may be over while it is asked. */
    Duration pings() {
        Duration day = Duration.ofDays(1);
        Duration real = clock.realTimeUntil(clock.now().plus(day));
        return real == null ? PINGS : PINGS.multipliedBy(day.toMillis() / Math.max(1, real.toMillis()));
    }
}
