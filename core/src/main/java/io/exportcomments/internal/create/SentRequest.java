package io.exportcomments.internal.create;

import io.exportcomments.job.ExportRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A creation that was sent and is not settled.
 *
 * @param request what was asked
 * @param first when it was first sent, by the wall clock
 * @param firstNanos the same, for measuring
 * @param end when it was over at the latest, by the wall clock, if an earlier run of the program sent it; null if this
 *     one did
 * @param times how often it was sent
 * @param accepted whether an answer proves that the service accepted it, though not which job it became
 * @param trouble why its outcome is unknown; null while waiting for the answer
 */
record SentRequest(
        ExportRequest request,
        Instant first,
        long firstNanos,
        @Nullable Instant end,
        int times,
        boolean accepted,
        @Nullable Throwable trouble) {

    static SentRequest now(ExportRequest request, Instant now, long nanos, int times) {
        return new SentRequest(request, now, nanos, null, times, false, null);
    }

    /** When the service can have created the job at the latest, by the wall clock. */
    Instant lastBy(Instant now) {
        return end == null || end.isAfter(now) ? now : end;
    }

    /**
     * Whether it was certainly sent after a moment of this run. Where an earlier run sent it, another machine's clock
     * may have told when.
     */
    boolean isAfter(long nanos) {
        long margin = end == null ? 0 : TimeMatch.WRONG_MINUTES.toNanos();
        return nanos - firstNanos < -margin;
    }

    /**
     * The same, sent once more.
     *
     * @param settled how long after its end a sending can still show up; one that ended before that is forgotten
     */
    SentRequest again(Instant now, long nanos, int sendings, Duration settled) {
        if (end != null && end.plus(settled).isBefore(now)) {
            return new SentRequest(request, now, nanos, null, sendings, false, null);
        }
        return new SentRequest(request, first, firstNanos, null, sendings, accepted, null);
    }

    SentRequest unknown(Throwable why, boolean proven) {
        return new SentRequest(request, first, firstNanos, end, times, accepted || proven, why);
    }

    /** This one, with the history of another whose place it takes. */
    SentRequest inPlaceOf(SentRequest other) {
        boolean earlier = other.firstNanos - firstNanos < 0;
        return new SentRequest(
                request,
                earlier ? other.first : first,
                earlier ? other.firstNanos : firstNanos,
                end == null || other.end == null ? null : (end.isAfter(other.end) ? end : other.end),
                Math.max(times, other.times),
                accepted || other.accepted,
                other.trouble);
    }
}
