package io.exportcomments.internal.create;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ServiceException;
import java.time.Duration;
import java.util.List;

/**
 * When to look for a job whose creation got no answer: the pauses before each look. After a break the service had no
 * time to dawdle; after a time-out, or an answer of a gateway that gave up waiting, it may still be busy making the
 * job.
 */
final class LookupSchedule {
    private static final List<Duration> SOON =
            List.of(Duration.ofMillis(250), Duration.ofMillis(750), Duration.ofSeconds(2), Duration.ofSeconds(4));
    private static final List<Duration> LONG =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));

    /** While another creation adopted what may have been this one's job, and that one's may still show up. */
    static final List<Duration> ONE_MORE = List.of(Duration.ofSeconds(2));

    private LookupSchedule() {}

    static List<Duration> after(Throwable trouble) {
        return isSlowness(trouble) ? LONG : SOON;
    }

    private static boolean isSlowness(Throwable trouble) {
        if (trouble instanceof ConnectionException connection) {
            return connection.timeout();
        }
        return trouble instanceof ServiceException service
                && service.context().httpStatus().orElse(500) > 500;
    }
}
