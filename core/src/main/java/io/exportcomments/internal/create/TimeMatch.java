package io.exportcomments.internal.create;

import io.exportcomments.internal.create.ServiceClock.Offset;
import io.exportcomments.job.Job;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a job was made while a creation was on its way, as far as two clocks can tell. */
enum TimeMatch {
    /** Too early or too late, whatever is wrong with the clocks. */
    OUTSIDE,
    /** Only if the service's clock is wrong by hours, as one without its time zone is. */
    FAR,
    /** The job does not show its time. */
    UNKNOWN,
    /** If one of the clocks is wrong by minutes; where the clocks were compared before, by no more than that showed. */
    NEAR,
    /** While the creation was on its way, give or take {@link #SKEW}. */
    WITHIN;

    /** How far the clocks of the two sides may be apart for a certain match; it covers times cut to the second, too. */
    static final Duration SKEW = Duration.ofSeconds(5);

    /** How far the clocks may be apart where nothing is known of them. */
    static final Duration WRONG_MINUTES = Duration.ofMinutes(5);

    /** How far they may be apart at all: a clock without a time zone is wrong by up to 14 hours. */
    static final Duration WRONG_HOURS = Duration.ofHours(15);

    /** What a comparison of the clocks may miss, such as times cut to the minute. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private static final Duration SHORTEST_ZONE = Duration.ofMinutes(30);

    static TimeMatch of(SentRequest sent, Instant now, @Nullable Offset offset, Job job) {
        if (job.createdAt().isEmpty()) {
            return UNKNOWN;
        }
        Instant created = job.createdAt().get();
        Instant last = sent.lastBy(now);
        if (within(SKEW, sent.first(), last, created)) {
            return WITHIN;
        }
        boolean near = offset == null
                ? within(WRONG_MINUTES, sent.first(), last, created)
                : within(MARGIN, sent.first().plus(offset.least()), last.plus(offset.most()), created);
        boolean future = created.isAfter(now.plus(SKEW)) && offset == null;
        boolean far = within(WRONG_HOURS, sent.first(), last, created);
        if (near || (future && far)) {
            return NEAR;
        }
        return far ? FAR : OUTSIDE;
    }

    /** How far back a look at the list must read so that no job of the creation can be behind it. */
    static Instant earliest(SentRequest sent, @Nullable Offset offset) {
        Duration least =
                offset == null ? WRONG_MINUTES.negated() : offset.least().minus(MARGIN);
        Duration skewed = least.compareTo(SKEW.negated()) < 0 ? least : SKEW.negated();
        return sent.first().plus(skewed);
    }

    /** Whether the time is that of the sending in another time zone. */
    static boolean isOfOtherZone(SentRequest sent, Instant now, Job job) {
        if (job.createdAt().isEmpty()) {
            return false;
        }
        Instant created = job.createdAt().get();
        long zone = SHORTEST_ZONE.toSeconds();
        long middle =
                Duration.between(sent.first(), sent.lastBy(now)).dividedBy(2).toSeconds();
        long apart = Duration.between(sent.first().plusSeconds(middle), created).toSeconds();
        Instant here = created.minusSeconds(Math.round((double) apart / zone) * zone);
        return within(SKEW, sent.first(), sent.lastBy(now), here)
                && within(WRONG_HOURS, sent.first(), sent.lastBy(now), created);
    }

    private static boolean within(Duration tolerance, Instant from, Instant to, Instant time) {
        return !time.isBefore(from.minus(tolerance)) && !time.isAfter(to.plus(tolerance));
    }
}
