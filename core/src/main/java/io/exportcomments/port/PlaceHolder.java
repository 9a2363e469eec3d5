package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;
import java.util.Objects;

/**
 * What was heard of a job that takes a place, or took one.
 *
 * @param name the job's guid
 * @param limit which limit's place it takes
 * @param assumed whether that is only assumed: what the log knows better stays
 * @param ended whether it has ended, and its place is free
 * @param asOf since when that is true at the latest: {@link QuotaAnswer#at} of the call that was answered so, or
 *     {@link QuotaLog#NOW}
 */
@Experimental
public record PlaceHolder(String name, String limit, boolean assumed, boolean ended, long asOf) {
    /** Checks that nothing is null. */
    public PlaceHolder {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(limit, "limit");
    }
}
