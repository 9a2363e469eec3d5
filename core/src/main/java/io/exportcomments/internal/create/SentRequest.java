package io.exportcomments.internal.create;

import io.exportcomments.internal.create.ServiceClock.Offset;
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
 * @param run the earlier run of the program that sent it; null if this one did
 * @param times how often it was sent
 * @param accepted whether an answer proves that the service accepted it, though not which job it became
 * @param trouble why its outcome is unknown; null while waiting for the answer
 */
record SentRequest(
        ExportRequest request,
        Instant first,
        long firstNanos,
        @Nullable EarlierRun run,
        int times,
        boolean accepted,
        @Nullable Throwable trouble) {

    static SentRequest now(ExportRequest request, Instant now, long nanos, int times) {
        return new SentRequest(request, now, nanos, null, times, false, null);
    }

    /** When the service can have created the job at the latest, by the wall clock. */
    Instant lastBy(Instant now) {
        return run == null || run.end().isAfter(now) ? now : run.end();
    }

    /**
     * Whether it was certainly sent after a moment of this run. Where an earlier run sent it, another machine's clock
     * may have told when.
     */
    boolean isAfter(long nanos) {
        long margin = run == null ? 0 : TimeMatch.WRONG_MINUTES.toNanos();
        return nanos - firstNanos < -margin;
    }

    /**
     * The same, sent once more.
     *
     * @param settled how long after its end a sending can still show up; one that ended before that is forgotten
     */
    SentRequest again(Instant now, long nanos, int sendings, Duration settled) {
        if (run != null && run.end().plus(settled).isBefore(now)) {
            return now(request, now, nanos, sendings);
        }
        return new SentRequest(request, first, firstNanos, null, sendings, accepted, null);
    }

    SentRequest unknown(Throwable why, boolean proven) {
        return new SentRequest(request, first, firstNanos, run, times, accepted || proven, why);
    }

    /** The same as one that an earlier run sent. */
    SentRequest by(EarlierRun earlier) {
        return new SentRequest(request, first, firstNanos, earlier, times, accepted, trouble);
    }

    /** When it was over at the latest, by the wall clock, if an earlier run sent it; null if this one did. */
    @Nullable Instant end() {
        return run == null ? null : run.end();
    }

    /** How far the service's clock was ahead of that of the earlier run that sent it; null if that is not known. */
    @Nullable Offset ofThatRun() {
        return run == null ? null : run.offset();
    }

    /** What went out with this one, for another URL. */
    SentRequest of(ExportRequest other) {
        return new SentRequest(other, first, firstNanos, run, times, accepted, trouble);
    }

    /** This one, with the history of another whose place it takes. */
    SentRequest inPlaceOf(SentRequest other) {
        boolean earlier = other.firstNanos - firstNanos < 0;
        return new SentRequest(
                request,
                earlier ? other.first : first,
                earlier ? other.firstNanos : firstNanos,
                run == null || other.run == null ? null : (run.end().isAfter(other.run.end()) ? run : other.run),
                Math.max(times, other.times),
                accepted || other.accepted,
                other.trouble);
    }
}
