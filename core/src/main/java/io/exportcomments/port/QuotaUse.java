package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;
import java.time.Duration;
import java.util.Objects;

/**
 * What a call uses of one limit.
 *
 * @param limit the limit's name, such as {@code requests-per-minute}
 * @param most how many uses the limit allows in any span, 1 or more
 * @param span the length of the limit's window, more than zero
 * @param uses how many the call uses, 1 to {@code most}
 */
@Experimental
public record QuotaUse(String limit, int most, Duration span, int uses) {
    /**
     * @throws IllegalArgumentException if a number is out of its range
     */
    public QuotaUse {
        Objects.requireNonNull(limit, "limit");
        if (uses < 1 || uses > most || span.isNegative() || span.isZero()) {
            throw new IllegalArgumentException("A call uses 1 to " + most + " of '" + limit
                    + "' in a span of more than zero: " + uses + ", " + span);
        }
    }
}
