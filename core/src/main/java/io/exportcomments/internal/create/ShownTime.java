package io.exportcomments.internal.create;

import io.exportcomments.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a job was made, by the service's clock, as far as what it shows can be believed: a database's zero is no time,
 * and midnight to the second is a time that was cut to the day.
 *
 * @param earliest at the earliest
 * @param latest at the latest
 */
record ShownTime(Instant earliest, Instant latest) {
    private static final Duration DAY = Duration.ofDays(1);

    /** Before anybody can have used the service. */
    private static final Instant NO_TIME_BEFORE = Instant.parse("2015-01-01T00:00:00Z");

    /** The time of a job; empty if it shows none. */
    static Optional<ShownTime> of(Job job) {
        return job.createdAt().filter(NO_TIME_BEFORE::isBefore).map(created -> {
            boolean midnight = created.getNano() == 0 && created.getEpochSecond() % DAY.toSeconds() == 0;
            return new ShownTime(created, midnight ? created.plus(DAY) : created);
        });
    }

    /** The moment at which a job was made; empty if it shows none. */
    static Optional<Instant> momentOf(Job job) {
        return of(job).filter(ShownTime::isMoment).map(ShownTime::earliest);
    }

    boolean isMoment() {
        return earliest.equals(latest);
    }

    /** Whether it lies within these two moments, or may do so. */
    boolean overlaps(Instant from, Instant to) {
        return !latest.isBefore(from) && !earliest.isAfter(to);
    }
}
