package io.exportcomments.port;

import java.time.Duration;

/**
 * How long things may take, the same on every transport.
 *
 * @param connect until a connection is open, TLS included
 * @param attempt until one exchange is over; of a file, until the answer's headers and then between two pieces of its
 *     body
 * @param call until a whole call is over, with all its attempts and pauses; it does not bound the body of a file
 */
public record Timeouts(Duration connect, Duration attempt, Duration call) {
    /** 10 s, 30 s and 60 s. */
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60));

    /**
     * @throws IllegalArgumentException if a time is not between 1 ms and 1 day
     */
    public Timeouts {
        check("connect", connect);
        check("attempt", attempt);
        check("call", call);
    }

    private static void check(String name, Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("The " + name + " time-out must be between 1 ms and 1 day: " + time);
        }
    }
}
