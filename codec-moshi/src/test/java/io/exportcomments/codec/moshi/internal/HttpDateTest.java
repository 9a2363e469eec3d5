package io.exportcomments.codec.moshi.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no date in the strict sense, but sent, and what only looks like one. */
class HttpDateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T07:32:27Z");

    private static Instant parsed(String text) {
        return HttpDate.parse(text, NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "06 Nov 1994 08:49:37 GMT",
                "6 Nov 1994 08:49:37 UTC",
                "Sun, 06 Nov 1994 09:49:37 +0100",
                "  sun, 06 nov 1994 08:49:37 gmt ",
                "Sunday, 06-Nov-94 08:49:37 Z"
            })
    void oddFormsOfOneMoment(String text) {
        assertThat(parsed(text)).isEqualTo(Instant.parse("1994-11-06T08:49:37Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Mon Nov  6 08:49:37 1994",
                "Sun, 06 Foo 1994 08:49:37 GMT",
                "Thu, 31 Feb 2026 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 PST"
            })
    void noDates(String text) {
        assertThat(parsed(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"76, 2076", "77, 1977", "26, 2026", "00, 2000"})
    void aYearOfTwoDigitsIsAtMostFiftyYearsAhead(String digits, int year) {
        assertThat(parsed("01-Jan-" + digits + " 00:00:00 GMT")).isEqualTo(Instant.parse(year + "-01-01T00:00:00Z"));
    }

    @Test
    void aLeapSecondIsTheOneBefore() {
        assertThat(parsed("Sat, 31 Dec 2016 23:59:60 GMT")).isEqualTo(Instant.parse("2016-12-31T23:59:59Z"));
    }
}
