package io.exportcomments.codec.moshi;

import static io.exportcomments.codec.moshi.Fixtures.GET;
import static io.exportcomments.codec.moshi.Fixtures.TOKEN;
import static io.exportcomments.codec.moshi.Fixtures.bytes;
import static io.exportcomments.codec.moshi.Fixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.UnreadableAnswerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import okio.Buffer;

/**
 * Whatever the bytes, they are read or give an error of core's, with a short safe excerpt: nothing else ever comes out.
 */
class RobustnessProperties {
    private static final List<String> ALL = Stream.of(
                    Fixtures.JOBS,
                    Fixtures.PAGES,
                    Fixtures.EVENTS,
                    Fixtures.WEBHOOKS,
                    Fixtures.ERRORS,
                    List.of("socket-token.json"))
            .flatMap(List::stream)
            .toList();

    private final JobCodec codec = Fixtures.codec();
    private final WebhookCodec webhooks = new WebhookCodec(TOKEN);

    private interface Decoding {
        Object decode(byte[] json) throws IOException;
    }

    private final List<Decoding> decodings = List.of(
            json -> codec.decodeJob(json, GET),
            json -> codec.decodeJob(new Buffer().write(json), GET),
            json -> codec.decodePage(json, 1, 20, GET),
            json -> codec.decodePage(new Buffer().write(json), 1, 20, GET),
            json -> codec.decodeSocketToken(json, GET),
            codec::decodeRealtimeEvent,
            codec::decodeWebhook,
            json -> webhooks.decode(new Buffer().write(json), GET),
            json -> webhooks.decodeList(new Buffer().write(json), GET),
            json -> {
                codec.rows().read(new ByteArrayInputStream(json)).forEachRemaining(row -> {});
                return "rows";
            });

    private void readOrRefused(byte[] json) {
        for (Decoding decoding : decodings) {
            try {
                assertThat(decoding.decode(json)).isNotNull();
            } catch (UnreadableAnswerException e) {
                assertSafe(e);
            } catch (IOException e) {
                throw new AssertionError("nothing broke on the wire", e);
            }
        }
        for (int status : new int[] {302, 400, 401, 429, 503}) {
            assertSafe(codec.errorFor(GET, status, null, json, Instant.EPOCH));
        }
    }

    private static void assertSafe(ExportCommentsException e) {
        if (e instanceof UnreadableAnswerException unreadable) {
            assertThat(unreadable.excerpt()).hasSizeLessThanOrEqualTo(200).doesNotContainPattern("\\p{Cntrl}");
        }
        assertThat(e.context().detail().orElse(""))
                .hasSizeLessThanOrEqualTo(200)
                .doesNotContainPattern("\\p{Cntrl}");
        assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
        for (Throwable t = e; t != null; t = t.getCause()) {
            assertThat(t.toString())
                    .doesNotContain("s3cret", TOKEN.reveal().substring(0, 12), "eyJ0eXAiOiJKV1Qi", "c2ln");
        }
    }

    @Property(tries = 2000)
    void randomBytes(@ForAll byte[] json) {
        readOrRefused(json);
    }

    @Property(tries = 2000)
    void randomTokens(@ForAll("jsonish") byte[] json) {
        readOrRefused(json);
    }

    @Provide
    Arbitrary<byte[]> jsonish() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"",
                        "\\",
                        "null",
                        "true",
                        "0",
                        "-",
                        "1e5",
                        "1.5",
                        "9".repeat(25),
                        "\"guid\":",
                        "\"uuid\":",
                        "\"status\":",
                        "\"g-1\"",
                        "\"done\"",
                        "\"options\":",
                        "\"items\":",
                        "\"event\":",
                        "\"job.finished\"",
                        "\"url\":",
                        "\"total\":",
                        "\"created_at\":",
                        "\"details\":",
                        "\\ud800",
                        "é",
                        " ")
                .list()
                .ofMaxSize(24)
                .map(tokens -> utf8(String.join("", tokens)));
    }

    /** At each byte of each fixture: no cut document is taken for a whole one. */
    @Example
    void cutAnywhere() {
        for (String name : ALL) {
            byte[] whole = bytes(name);
            int end = whole.length - trailingBlanks(whole);
            for (int length = 0; length < end; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                readOrRefused(cut);
                assertThatThrownBy(() -> codec.decodeJob(cut, GET)).isInstanceOf(UnreadableAnswerException.class);
            }
        }
    }

    private static int trailingBlanks(byte[] bytes) {
        int count = 0;
        while (bytes[bytes.length - 1 - count] <= ' ') {
            count++;
        }
        return count;
    }

    @Property(tries = 4000)
    void changedFixtures(@ForAll("mutations") byte[] json) {
        readOrRefused(json);
    }

    @Provide
    Arbitrary<byte[]> mutations() {
        Arbitrary<byte[]> inserts = Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"",
                        "\\",
                        "\\u00",
                        "null",
                        "1e999999999",
                        "-",
                        "\u0000",
                        "\r\n",
                        "\ufeff",
                        "[".repeat(300),
                        "9".repeat(5000),
                        TOKEN.reveal(),
                        "\"status\":\"done\",",
                        "\"x\":{},")
                .map(Fixtures::utf8);
        Arbitrary<byte[]> flips = Arbitraries.bytes().map(b -> new byte[] {b});
        return Combinators.combine(
                        Arbitraries.of(ALL),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.oneOf(inserts, flips),
                        Arbitraries.integers().between(0, 3))
                .as(RobustnessProperties::mutate);
    }

    private static byte[] mutate(String fixture, double where, byte[] inserted, int removed) {
        byte[] whole = bytes(fixture);
        int at = (int) (where * whole.length);
        int from = Math.min(whole.length, at + removed);
        return new Buffer()
                .write(whole, 0, at)
                .write(inserted)
                .write(whole, from, whole.length - from)
                .readByteArray();
    }
}
