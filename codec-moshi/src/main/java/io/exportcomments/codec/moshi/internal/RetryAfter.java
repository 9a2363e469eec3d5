package io.exportcomments.codec.moshi.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long an answer asks to wait, at most a day. Values that can't be understood are ignored. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final BigDecimal LONGEST_MILLIS = BigDecimal.valueOf(LONGEST.toMillis());
    private static final int LONGEST_HEADER = 64;

    private RetryAfter() {}

    /**
     * The longer of {@code seconds_to_wait} in the body and the {@code Retry-After} header; empty if there is neither.
     */
    static Optional<Duration> of(@Nullable Object secondsToWait, @Nullable String header, Instant now) {
        return Stream.concat(seconds(secondsToWait).stream(), fromHeader(header, now).stream())
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

    private static Optional<Duration> fromHeader(@Nullable String header, Instant now) {
        if (header == null || header.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        Optional<Duration> seconds = seconds(header);
        return seconds.isPresent() ? seconds : untilDate(header.strip(), now);
    }

    private static Optional<Duration> untilDate(String date, Instant now) {
        try {
            Duration left = Duration.between(
                    now,
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            if (left.isNegative()) {
                return Optional.empty();
            }
            return Optional.of(left.compareTo(LONGEST) > 0 ? LONGEST : left);
        } catch (DateTimeException rubbish) {
            return Optional.empty();
        }
    }
}
