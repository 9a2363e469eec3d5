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
    /** The job does not show its time, or one that may be cut to the hour or the day. */
    UNKNOWN,
    /** If one of the clocks is wrong by minutes; where the clocks were compared before, by no more than that showed. */
    NEAR,
    /** While the creation was on its way, give or take {@link #SKEW}, by the clocks or by what is known of them. */
    WITHIN;

    /** How far the clocks of the two sides may be apart for a certain match; it covers times cut to the second, too. */
    static final Duration SKEW = Duration.ofSeconds(5);

    /** How far the clocks may be apart where nothing is known of them. */
    static final Duration WRONG_MINUTES = Duration.ofMinutes(15);

    /** How far they may be apart at all: a clock without a time zone is wrong by up to 14 hours. */
    static final Duration WRONG_HOURS = Duration.ofHours(15);

    /** What a comparison of the clocks may miss, such as times cut to the minute. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    /** How exactly an offset must be known to tell whose a job is. */
    private static final Duration PRECISE = Duration.ofSeconds(10);

    private static final Duration SHORTEST_ZONE = Duration.ofMinutes(30);

    static TimeMatch of(SentRequest sent, Instant now, @Nullable Offset offset, @Nullable ShownTime shown) {
        if (shown == null) {
            return UNKNOWN;
        }
        Instant last = sent.lastBy(now);
        boolean possible = shown.overlaps(sent.first().minus(WRONG_HOURS), last.plus(WRONG_HOURS));
        if (shown.isDay()) {
            return possible ? UNKNOWN : OUTSIDE;
        }
        Instant created = shown.earliest();
        if (within(SKEW, sent.first(), last, created)
                || shifted(SKEW, sent, last, precise(offset), created)
                || shifted(SKEW, sent, last, precise(sent.ofThatRun()), created)) {
            return WITHIN;
        }
        boolean compared = isCompared(sent, offset);
        boolean near = shifted(MARGIN, sent, last, offset, created)
                || shifted(MARGIN, sent, last, sent.ofThatRun(), created)
                || (!compared && within(WRONG_MINUTES, sent.first(), last, created));
        boolean future = created.isAfter(now.plus(SKEW)) && !compared;
        if (near || future) {
            return NEAR;
        }
        if (!possible) {
            return OUTSIDE;
        }
        return shown.isMoment() ? FAR : UNKNOWN;
    }

    /**
     * Whether the clocks were compared while the creation was on its way. What an earlier run's clock showed may have
     * been set right since.
     */
    private static boolean isCompared(SentRequest sent, @Nullable Offset offset) {
        return offset != null && sent.end() == null;
    }

    /** An offset that is known well enough to tell whose a job is; null if it is not. */
    private static @Nullable Offset precise(@Nullable Offset offset) {
        return offset != null && offset.most().minus(offset.least()).compareTo(PRECISE) <= 0 ? offset : null;
    }

    private static boolean shifted(
            Duration tolerance, SentRequest sent, Instant last, @Nullable Offset offset, Instant created) {
        return offset != null
                && within(tolerance, sent.first().plus(offset.least()), last.plus(offset.most()), created);
    }

    /** How far back a look at the list must read so that no job of the creation can be behind it. */
    static Instant earliest(SentRequest sent, @Nullable Offset offset) {
        Duration least = isCompared(sent, offset) ? SKEW.negated() : WRONG_MINUTES.negated();
        for (Offset known : new Offset[] {offset, sent.ofThatRun()}) {
            if (known != null && known.least().minus(MARGIN).compareTo(least) < 0) {
                least = known.least().minus(MARGIN);
            }
        }
        return sent.first().plus(least);
    }

    /** Whether the time is that of the sending in another time zone. */
    static boolean isOfOtherZone(SentRequest sent, Instant now, Job job) {
        Instant created = ShownTime.momentOf(job).orElse(null);
        if (created == null) {
            return false;
        }
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
