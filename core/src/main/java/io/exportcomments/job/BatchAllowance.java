package io.exportcomments.job;

import io.exportcomments.annotation.Experimental;
import java.time.Duration;
import java.util.Objects;

/**
 * What a plan allows of batches. Source: the service's Python client 2.2.0.
 *
 * @param urls URLs of batches that have not ended, 1 or more
 * @param submissions batches in any span of the length {@code span}, 1 or more; only those count that were taken
 * @param span that length, more than zero
 */
@Experimental
public record BatchAllowance(int urls, int submissions, Duration span) {
    /** That of the smaller plan: 25 URLs, and 5 batches in 30 minutes. */
    public static final BatchAllowance PREMIUM = new BatchAllowance(25, 5, Duration.ofMinutes(30));

    /** That of the larger plan: 100 URLs, and 5 batches in 10 minutes. */
    public static final BatchAllowance BUSINESS = new BatchAllowance(100, 5, Duration.ofMinutes(10));

    /** Nothing is limited. */
    public static final BatchAllowance NO_LIMITS =
            new BatchAllowance(Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ofMinutes(1));

    /**
     * @throws IllegalArgumentException if a number is less than 1, or the span is not more than zero
     */
    public BatchAllowance {
        Objects.requireNonNull(span, "span");
        if (urls < 1 || submissions < 1 || span.isNegative() || span.isZero()) {
            throw new IllegalArgumentException("A plan takes at least 1 URL and 1 batch in a span of more than zero: "
                    + urls + ", " + submissions + ", " + span);
        }
    }
}
