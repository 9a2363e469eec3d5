package io.exportcomments.codec.moshi.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dates of HTTP headers in the three forms of RFC 9110, section 5.6.7: {@code Sun, 06 Nov 1994 08:49:37 GMT},
 * {@code Sunday, 06-Nov-94 08:49:37 GMT} and {@code Sun Nov  6 08:49:37 1994}. The day of the week may be missing but
 * not wrong, and an offset such as {@code +0100} is understood.
 */
final class HttpDate {
    private static final int LONGEST = 64;
    private static final String TIME = "(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})";
    private static final Pattern DAY_FIRST =
            Pattern.compile("(?:(?<weekday>[A-Za-z]{3})[a-z]*, *)?(?<day>\\d{1,2})[ -](?<month>[A-Za-z]{3})"
                    + "[ -](?<year>\\d{4}|\\d{2}) " + TIME + " (?<zone>[A-Za-z]{1,3}|[+-]\\d{4})");
    private static final Pattern MONTH_FIRST = Pattern.compile(
            "(?<weekday>[A-Za-z]{3}) (?<month>[A-Za-z]{3}) +(?<day>\\d{1,2}) " + TIME + " (?<year>\\d{4})");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int FUTURE_YEARS = 50;

    private HttpDate() {}

    /**
     * The instant of a date; null if the text is not a date.
     *
     * @param now decides the century of a year of two digits: a date more than 50 years ahead is a past one
     */
    static @Nullable Instant parse(String text, Instant now) {
        String date = text.strip();
        if (date.length() > LONGEST) {
            return null;
        }
        try {
            Matcher dayFirst = DAY_FIRST.matcher(date);
            if (dayFirst.matches()) {
                return time(dayFirst, now).toInstant(offset(dayFirst.group("zone")));
            }
            Matcher monthFirst = MONTH_FIRST.matcher(date);
            return monthFirst.matches() ? time(monthFirst, now).toInstant(ZoneOffset.UTC) : null;
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    private static LocalDateTime time(Matcher date, Instant now) {
        LocalDateTime time = LocalDateTime.of(
                year(date.group("year"), now),
                MONTHS.indexOf(date.group("month").toLowerCase(Locale.ROOT)) + 1,
                Integer.parseInt(date.group("day")),
                Integer.parseInt(date.group("hour")),
                Integer.parseInt(date.group("minute")),
                // A leap second has no instant of its own.
                Math.min(59, Integer.parseInt(date.group("second"))));
        String weekday = date.group("weekday");
        if (weekday != null && !time.getDayOfWeek().name().startsWith(weekday.toUpperCase(Locale.ROOT))) {
            throw new DateTimeException("Not the day's weekday");
        }
        return time;
    }

    private static int year(String digits, Instant now) {
        int year = Integer.parseInt(digits);
        if (digits.length() == 4) {
            return year;
        }
        int thisYear = now.atOffset(ZoneOffset.UTC).getYear();
        int candidate = thisYear - thisYear % 100 + year;
        return candidate > thisYear + FUTURE_YEARS ? candidate - 100 : candidate;
    }

    private static ZoneOffset offset(String zone) {
        return switch (zone.toUpperCase(Locale.ROOT)) {
            case "GMT", "UTC", "UT", "Z" -> ZoneOffset.UTC;
            default -> ZoneOffset.of(zone);
        };
    }
}
