package io.exportcomments.internal.create;

import io.exportcomments.job.ExportRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A creation that was sent and is not settled.
 *
 * @param request what was asked
 * @param first when it was first sent, by the wall clock
 * @param firstNanos the same, for measuring
 * @param times how often it was sent
 * @param trouble why its outcome is unknown; null while waiting for the answer
 */
record SentRequest(
        ExportRequest request,
        Instant first,
        long firstNanos,
        int times,
        @Nullable Throwable trouble) {

    SentRequest awaited(int sendings) {
        return new SentRequest(request, first, firstNanos, sendings, null);
    }

    SentRequest unknown(Throwable why) {
        return new SentRequest(request, first, firstNanos, times, why);
    }

    /** This one, with the history of another whose place it takes. */
    SentRequest inPlaceOf(SentRequest other) {
        boolean earlier = other.firstNanos - firstNanos < 0;
        return new SentRequest(
                request,
                earlier ? other.first : first,
                earlier ? other.firstNanos : firstNanos,
                Math.max(times, other.times),
                other.trouble);
    }
}
