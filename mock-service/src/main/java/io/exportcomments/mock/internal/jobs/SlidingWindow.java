package io.exportcomments.mock.internal.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts what happened within a span that ends now. Not safe for use by many threads. */
final class SlidingWindow {

    private Duration span;
    private final Deque<Instant> times = new ArrayDeque<>();

    SlidingWindow(Duration span) {
        this.span = span;
    }

    void span(Duration value) {
        span = value;
    }

    void check(int limit, Instant now, String code, String detail) {
        while (!times.isEmpty() && !times.peekFirst().plus(span).isAfter(now)) {
            times.removeFirst();
        }
        if (times.size() >= limit) {
            throw ApiError.limit(code, detail, now, freeAt(limit, now));
        }
    }

    void count(Instant now) {
        times.addLast(now);
    }

    /** When fewer than the limit will be left: later than the oldest's end if the limit was lowered meanwhile. */
    private Instant freeAt(int limit, Instant now) {
        int surplus = times.size() - limit;
        for (Instant time : times) {
            if (surplus-- == 0) {
                return time.plus(span);
            }
        }
        return now.plus(span);
    }
}
