package io.exportcomments.codec.moshi.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** All three forms of a date give the instant that was formatted, and no text makes the parser fail. */
class HttpDateProperties {
    private static final long FROM = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond();
    private static final long TO = Instant.parse("2070-01-01T00:00:00Z").getEpochSecond();
    private static final Instant NOW = Instant.parse("2026-03-01T07:32:27Z");

    @Property(tries = 500)
    void readsWhatIsWritten(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Instant instant = Instant.ofEpochSecond(FROM + seed % (TO - FROM));
        ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
        for (String form : new String[] {
            "EEE, dd MMM yyyy HH:mm:ss 'GMT'", "EEEE, dd-MMM-yy HH:mm:ss 'GMT'", "EEE MMM ppd HH:mm:ss yyyy"
        }) {
            String text = DateTimeFormatter.ofPattern(form, Locale.ENGLISH).format(time);
            assertThat(HttpDate.parse(text, NOW)).as(text).isEqualTo(instant);
        }
    }

    @Property(tries = 1000)
    void takesAnyText(@ForAll String text) {
        Instant read = HttpDate.parse(text, NOW);
        assertThat(read == null || text.length() > 10).isTrue();
    }
}
