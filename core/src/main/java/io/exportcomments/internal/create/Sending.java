package io.exportcomments.internal.create;

import io.exportcomments.job.ExportRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A creation that went out and is not settled.
 *
 * @param request what was asked
 * @param first when it first went out, by the wall clock
 * @param firstNanos the same, for measuring
 * @param times how often it went out
 * @param trouble why its outcome is unknown; null while the answer is awaited
 */
record Sending(
        ExportRequest request,
        Instant first,
        long firstNanos,
        int times,
        @Nullable Throwable trouble) {

    Sending awaited(int sendings) {
        return new Sending(request, first, firstNanos, sendings, null);
    }

    Sending unknown(Throwable why) {
        return new Sending(request, first, firstNanos, times, why);
    }

    /** This one, with the history of another whose place it takes. */
    Sending inPlaceOf(Sending other) {
        boolean earlier = other.firstNanos - firstNanos < 0;
        return new Sending(
                request,
                earlier ? other.first : first,
                earlier ? other.firstNanos : firstNanos,
                Math.max(times, other.times),
                other.trouble);
    }
}
