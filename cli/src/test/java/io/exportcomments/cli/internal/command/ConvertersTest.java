package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {
    @ParameterizedTest
    @CsvSource({"90, 90000", "90s, 90000", "10m, 600000", "1h30m, 5400000", "300ms, 300", "2s5ms, 2005", "1M, 60000"})
    void spans(String typed, long millis) {
        assertThat(new Converters.DurationConverter().convert(typed)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0s", "-1s", "soon", "1d", "s", "1.5s", "1s2m", "99999999999999999999s"})
    void noSpans(String typed) {
        assertThatThrownBy(() -> new Converters.DurationConverter().convert(typed))
                .isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2026-03-01T07:30, 2026-03-01T07:30:00Z",
        "2026-03-01 07:30:10, 2026-03-01T07:30:10Z",
        "2026-03-01t07:30:00z, 2026-03-01T07:30:00Z",
        "2026-03-01T07:30:00+02:00, 2026-03-01T05:30:00Z"
    })
    void times(String typed, String instant) {
        assertThat(new Converters.InstantConverter().convert(typed)).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "today", "2026-13-01", "2026-02-30", "01.03.2026", "2026-03-01T25:00", "1772323200"})
    void noTimes(String typed) {
        assertThatThrownBy(() -> new Converters.InstantConverter().convert(typed))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("is not a date");
    }

    @Test
    void valuesAreJsonOrText() {
        assertThat(Converters.jsonOrText("true")).isEqualTo(true);
        assertThat(Converters.jsonOrText("12")).isEqualTo(12L);
        assertThat(Converters.jsonOrText("1.5")).isEqualTo(new BigDecimal("1.5"));
        assertThat(Converters.jsonOrText("null")).isNull();
        assertThat(Converters.jsonOrText("\"12\"")).isEqualTo("12");
        assertThat(Converters.jsonOrText("[1,null]")).isEqualTo(Arrays.asList(1L, null));
        assertThat(Converters.jsonOrText("{\"a\":[]}")).isEqualTo(Map.of("a", List.of()));
        for (String text : List.of("", "plain", "[1", "tru", "1,\"x\":2", "1},{\"value\":2", "1}],[{\"value\":2")) {
            assertThat(Converters.jsonOrText(text)).isEqualTo(text);
        }
    }

    @Test
    void aNamedValueShowsNoValue() {
        Converters.NameValue named = new Converters.NameValueConverter().convert("sid=a=b");
        assertThat(named).isEqualTo(new Converters.NameValue("sid", "a=b"));
        assertThat(named.toString()).isEqualTo("sid=***");
    }
}
