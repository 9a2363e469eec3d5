package io.exportcomments.codec.moshi.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** The time stamp parser agrees with java.time, which is slower. */
class TimestampParserProperties {
    private final TimestampParser timestamps = new TimestampParser();

    private static @Nullable Instant byJavaTime(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Property(tries = 3000)
    void agreesOnEveryInstant(
            @ForAll @IntRange(max = 9999) int year,
            @ForAll @IntRange(min = 1, max = 366) int dayOfYear,
            @ForAll @IntRange(max = 86_399) int second,
            @ForAll @IntRange(max = 999_999_999) int nanos,
            @ForAll @IntRange(min = -1080, max = 1080) int offsetMinutes) {
        LocalDate date = LocalDate.ofYearDay(
                year, Math.min(dayOfYear, LocalDate.of(year, 1, 1).lengthOfYear()));
        OffsetDateTime time = date.atStartOfDay()
                .plusSeconds(second)
                .plusNanos(nanos)
                .atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        assertThat(timestamps.parse(time.toString())).isEqualTo(time.toInstant());
    }

    /** Also dates that there are not: 29 February, 31 April, month 13, 24:00, 61 seconds, offsets beyond 18 hours. */
    @Property(tries = 5000)
    void agreesOnWhatIsADateAndWhatIsNot(
            @ForAll("years") int year,
            @ForAll @IntRange(max = 13) int month,
            @ForAll @IntRange(max = 32) int day,
            @ForAll @IntRange(max = 25) int hour,
            @ForAll @IntRange(max = 61) int minute,
            @ForAll @IntRange(max = 61) int second,
            @ForAll @IntRange(max = 19) int offsetHour,
            @ForAll @IntRange(max = 61) int offsetMinute) {
        String text = String.format(
                Locale.ROOT,
                "%04d-%02d-%02dT%02d:%02d:%02d+%02d:%02d",
                year,
                month,
                day,
                hour,
                minute,
                second,
                offsetHour,
                offsetMinute);
        assertThat(timestamps.parse(text)).as(text).isEqualTo(second == 60 ? atMidnight(text) : byJavaTime(text));
    }

    /** Leap seconds are the last ones of a day in UTC, and java.time knows none. */
    private static @Nullable Instant atMidnight(String text) {
        Instant before = byJavaTime(text.replace(":60+", ":59+"));
        return before != null && (before.getEpochSecond() + 1) % 86_400 == 0 ? before : null;
    }

    @Example
    void aLeapSecondIsTheLastOneOfItsDay() {
        Instant last = Instant.parse("2016-12-31T23:59:59Z");
        assertThat(timestamps.parse("2016-12-31T23:59:60Z")).isEqualTo(last);
        assertThat(timestamps.parse("2016-12-31T23:59:60.5Z")).isEqualTo(last.plusMillis(500));
        assertThat(timestamps.parse("2017-01-01T05:29:60+05:30")).isEqualTo(last);
        assertThat(timestamps.parse("2016-12-31T22:59:60Z")).isNull();
        assertThat(timestamps.parse("2016-12-31T23:59:61Z")).isNull();
    }

    @Provide
    Arbitrary<Integer> years() {
        return Arbitraries.of(0, 1, 4, 100, 400, 1600, 1900, 1969, 1970, 1999, 2000, 2023, 2024, 2026, 2100, 9999);
    }

    @Property(tries = 2000)
    void agreesOnFebruary(@ForAll @IntRange(max = 9999) int year, @ForAll @IntRange(min = 28, max = 30) int day) {
        String text = String.format(Locale.ROOT, "%04d-02-%02dT00:00:00Z", year, day);
        assertThat(timestamps.parse(text)).as(text).isEqualTo(byJavaTime(text));
    }

    @Property
    void readsFractionsOfOneToNineDigits(
            @ForAll @IntRange(max = 999_999_999) int nanos, @ForAll @IntRange(min = 1, max = 9) int digits) {
        String text = "2026-03-01T07:32:27."
                + String.format(Locale.ROOT, "%09d", nanos).substring(0, digits) + "Z";
        assertThat(timestamps.parse(text)).isEqualTo(Instant.parse(text));
    }

    @Property
    void leavesOutWhatIsFinerThanANanosecond(@ForAll @IntRange(max = 999_999_999) int further) {
        String text = "2026-03-01T07:32:27.123456789";
        assertThat(timestamps.parse(text + further + "Z")).isEqualTo(Instant.parse(text + "Z"));
    }

    @Property(tries = 3000)
    void neverThrows(@ForAll("almostTimes") String text) {
        Instant read = timestamps.parse(text);
        Instant expected = byJavaTime(text);
        if (expected != null
                && text.charAt(0) != '-'
                && text.charAt(0) != '+'
                && !text.matches(".*[+-]\\d\\d:\\d\\d:\\d\\d")) {
            assertThat(read).as(text).isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<String> almostTimes() {
        Arbitrary<String> any =
                Arbitraries.strings().withChars("0123456789-:TZ+. ").ofMaxLength(30);
        Arbitrary<String> cut =
                Arbitraries.integers().between(0, 25).map(length -> "2026-03-01T07:32:27+00:00".substring(0, length));
        Arbitrary<String> changed = Arbitraries.integers()
                .between(0, 24)
                .flatMap(at -> Arbitraries.chars().ascii().map(c -> {
                    StringBuilder text = new StringBuilder("2026-03-01T07:32:27+00:00");
                    text.setCharAt(at, c);
                    return text.toString();
                }));
        return Arbitraries.oneOf(any, cut, changed);
    }

    @Example
    void readsTheOtherForms() {
        Instant time = Instant.parse("2026-03-01T07:32:27Z");
        for (String text : new String[] {
            "2026-03-01T07:32:27Z",
            "2026-03-01t07:32:27z",
            "2026-03-01 07:32:27Z",
            "2026-03-01T07:32:27+00:00",
            "2026-03-01T07:32:27+0000",
            "2026-03-01T07:32:27+00",
            "2026-03-01T09:02:27+01:30",
            "2026-03-01T09:02:27+0130",
            "2026-03-01T02:32:27-05",
            "2026-03-01T07:32:27.000000Z",
            "2026-03-01T07:32:27,0Z",
            "2026-03-01 07:32:27"
        }) {
            assertThat(timestamps.parse(text)).as(text).isEqualTo(time);
        }
        assertThat(timestamps.parse("2026-03-01")).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(timestamps.parse("2026-03-01T07:32")).isEqualTo(Instant.parse("2026-03-01T07:32:00Z"));
    }

    @Example
    void refusesTheRest() {
        for (String text : new String[] {
            "",
            "yesterday",
            "2026",
            "2026-3-1",
            "2026-03-01T",
            "2026-03-01T07",
            "2026-03-01T07:32:27.Z",
            "2026-03-01T07:32:27+",
            "2026-03-01T07:32:27+00:",
            "2026-03-01T07:32:27+00:0",
            "2026-03-01T07:32:27Z ",
            "2026-03-01T07:32:27 Z",
            "2026-03-01T07:32:27ZZ",
            "2026-03-01T07:32:60Z",
            "2026-03-01T24:00:00Z",
            "٢٠٢٦-03-01T07:32:27Z"
        }) {
            assertThat(timestamps.parse(text)).as(text).isNull();
        }
    }
}
