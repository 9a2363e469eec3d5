package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;
import java.time.Duration;
import java.util.List;

/**
 * What a program heard of jobs that take places.
 *
 * @param holders the jobs
 * @param newestAsOf {@link QuotaAnswer#at} of the call that read the newest jobs, all of which are among these; 0 if
 *     these are any others. Starts of which nothing was known by then came to nothing, or are among these
 * @param unsure whether the call that is told of may have started a job of which nothing is known: then the place that
 *     it took is kept until the newest jobs were read
 * @param kept after how long without further news a place counts as free, more than zero
 */
@Experimental
public record PlaceNews(List<PlaceHolder> holders, long newestAsOf, boolean unsure, Duration kept) {
    /** Nothing. */
    public static final PlaceNews NONE = new PlaceNews(List.of(), 0, false, Duration.ofMinutes(10));

    /**
     * @throws IllegalArgumentException if {@code kept} is not more than zero
     */
    public PlaceNews {
        holders = List.copyOf(holders);
        if (kept.isNegative() || kept.isZero()) {
            throw new IllegalArgumentException("A place is kept for more than zero: " + kept);
        }
    }

    /** The same news, whose places are kept for another time. */
    public PlaceNews kept(Duration time) {
        return new PlaceNews(holders, newestAsOf, unsure, time);
    }

    /** Whether there is nothing to write down but the end of a call. */
    public boolean isEmpty() {
        return holders.isEmpty() && newestAsOf == 0;
    }
}
