package io.exportcomments.internal.create;

import io.exportcomments.job.Job;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the service's clock is from this machine's, as creations that were answered show: their jobs were made after
 * the sending and before the answer. Thread-safe.
 */
final class ServiceClock {
    /** By how much this machine's clock may be set while a measurement holds. */
    private static final Duration STEADY = Duration.ofSeconds(5);

    private volatile @Nullable Measurement newest;

    /** Times cut to the second or the minute are covered by the margin of whoever asks. */
    private record Measurement(Duration least, Duration most, Instant at, long nanos) {
        /** False once this machine's clock was set, or the machine slept: both clocks would show it. */
        boolean holds(Instant now, long nowNanos) {
            Duration drift =
                    Duration.between(at, now).minusNanos(nowNanos - nanos).abs();
            return drift.compareTo(STEADY) <= 0;
        }
    }

    /**
     * By how much the service's clock is ahead of this machine's.
     *
     * @param least at least so much; negative if it is behind
     * @param most at most so much
     */
    record Offset(Duration least, Duration most) {
        Offset plus(Duration more) {
            return new Offset(least.plus(more), most.plus(more));
        }
    }

    /** Learns from a creation that was answered just now. */
    void learn(SentRequest sent, Job job, Instant now, long nanos) {
        ShownTime.momentOf(job).ifPresent(created -> {
            Duration least = Duration.between(now, created);
            Duration most = Duration.between(sent.first(), created);
            if (least.compareTo(most) <= 0) {
                newest = new Measurement(least, most, now, nanos);
            }
        });
    }

    /** The offset; null while nothing is known of it. */
    @Nullable Offset offset(Instant now, long nanos) {
        Measurement measured = newest;
        return measured != null && measured.holds(now, nanos) ? new Offset(measured.least(), measured.most()) : null;
    }
}
