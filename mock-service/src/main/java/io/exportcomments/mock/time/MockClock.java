package io.exportcomments.mock.time;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time that the mock service lives by: the courses of its jobs, the windows of its limits, its time stamps.
 *
 * <p>Delays that a fault puts on the wire are real time under every clock. Implementations are safe for use by many
 * threads, and their time never goes back.
 */
public interface MockClock {

    /** The current time. */
    Instant now();

    /**
     * How long to wait, in real time, until this clock shows the given time: zero when it is past, null when no
     * waiting will bring it (the clock is turned by hand).
     */
    @Nullable Duration realTimeUntil(Instant time);

    /**
     * Makes the clock drive something that has things to do at known times; only a clock that is turned by hand does,
     * others ignore it.
     *
     * @return undoes it
     */
    Registration drive(Timed timed);

    /** Real time. */
    static MockClock system() {
        return new RealClock(1);
    }

    /**
     * Real time, sped up by a factor, from now on.
     *
     * @param factor at least 1
     */
    static MockClock faster(int factor) {
        return new RealClock(factor);
    }

    /** A clock that stands still until it is turned by hand, from 2026-03-01T07:30:00Z. */
    static ManualClock manual() {
        return manual(Instant.parse("2026-03-01T07:30:00Z"));
    }

    /** A clock that stands still until it is turned by hand. */
    static ManualClock manual(Instant start) {
        return new ManualClock(start);
    }

    /** Something with things to do at times that it knows. */
    interface Timed {

        /** When the next thing is to be done, or null when there is none. */
        @Nullable Instant nextDue();

        /** Does, in order, everything that is due by now. */
        void runDue();
    }

    /** Undoes a registration. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
