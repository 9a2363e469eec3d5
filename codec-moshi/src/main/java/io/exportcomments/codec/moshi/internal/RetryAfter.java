package io.exportcomments.codec.moshi.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer asks to wait, at most a day. Values that can't be understood are ignored. A date is counted from
 * the time at which the service answered, since its clock and ours may differ.
 */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final BigDecimal LONGEST_MILLIS = BigDecimal.valueOf(LONGEST.toMillis());
    private static final int LONGEST_HEADER = 64;

    private RetryAfter() {}

    /**
     * The longer of {@code seconds_to_wait} in the body and the {@code Retry-After} header; empty if there is neither.
     *
     * @param dateHeader the {@code Date} header
     * @param now the time by this machine's clock, used if there is no valid {@code Date}
     */
    static Optional<Duration> of(
            @Nullable Object secondsToWait, @Nullable String header, @Nullable String dateHeader, Instant now) {
        return Stream.concat(seconds(secondsToWait).stream(), fromHeader(header, dateHeader, now).stream())
                .max(Duration::compareTo);
    }

    private static Optional<Duration> seconds(@Nullable Object value) {
        BigDecimal seconds = Scalars.decimal(value);
        if (seconds == null || seconds.signum() < 0) {
            return Optional.empty();
        }
        BigDecimal millis = seconds.movePointRight(3).min(LONGEST_MILLIS);
        return Optional.of(
                Duration.ofMillis(millis.setScale(0, RoundingMode.CEILING).longValue()));
    }

    private static Optional<Duration> fromHeader(@Nullable String header, @Nullable String dateHeader, Instant now) {
        if (header == null || header.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        Optional<Duration> seconds = seconds(header);
        return seconds.isPresent() ? seconds : untilDate(header, dateHeader, now);
    }

    private static Optional<Duration> untilDate(String header, @Nullable String dateHeader, Instant now) {
        Instant until = HttpDate.parse(header, now);
        if (until == null) {
            return Optional.empty();
        }
        Instant answered = dateHeader == null ? null : HttpDate.parse(dateHeader, now);
        Duration left = Duration.between(Objects.requireNonNullElse(answered, now), until);
        if (left.isNegative()) {
            return Optional.empty();
        }
        return Optional.of(left.compareTo(LONGEST) > 0 ? LONGEST : left);
    }
}
