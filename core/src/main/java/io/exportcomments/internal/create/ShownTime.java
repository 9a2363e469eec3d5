package io.exportcomments.internal.create;

import io.exportcomments.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a job was made, by the service's clock, as far as what it shows can be believed: a database's zero is no time,
 * midnight to the second is a time that was cut to the day, and any other full quarter of an hour may be one that was
 * cut to the hour, or to the day in another time zone.
 *
 * @param earliest at the earliest
 * @param latest at the latest
 */
record ShownTime(Instant earliest, Instant latest) {
    private static final Duration DAY = Duration.ofDays(1);

    /** Time zones differ by as much, or by some of them. */
    private static final Duration QUARTER = Duration.ofMinutes(15);

    /** Before anybody can have used the service. */
    private static final Instant NO_TIME_BEFORE = Instant.parse("2015-01-01T00:00:00Z");

    /** The time of a job; empty if it shows none. */
    static Optional<ShownTime> of(Job job) {
        return asWritten(job)
                .map(shown -> isRound(shown.earliest, QUARTER)
                        ? new ShownTime(shown.earliest, shown.earliest.plus(DAY))
                        : shown);
    }

    /** The same where it is known that a round time is no cut one, unless it is midnight. */
    static Optional<ShownTime> asWritten(Job job) {
        return job.createdAt()
                .filter(NO_TIME_BEFORE::isBefore)
                .map(created -> new ShownTime(created, isRound(created, DAY) ? created.plus(DAY) : created));
    }

    private static boolean isRound(Instant time, Duration unit) {
        return time.getNano() == 0 && time.getEpochSecond() % unit.toSeconds() == 0;
    }

    /** The moment at which a job was made; empty if it shows none, or one that may be cut. */
    static Optional<Instant> momentOf(Job job) {
        return of(job).filter(ShownTime::isMoment).map(ShownTime::earliest);
    }

    boolean isMoment() {
        return earliest.equals(latest);
    }

    /** Whether nothing but the day can be told. */
    boolean isDay() {
        return isRound(earliest, DAY);
    }

    /** Whether it lies within these two moments, or may do so. */
    boolean overlaps(Instant from, Instant to) {
        return !latest.isBefore(from) && !earliest.isAfter(to);
    }
}
