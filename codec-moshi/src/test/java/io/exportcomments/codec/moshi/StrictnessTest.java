package io.exportcomments.codec.moshi;

import static io.exportcomments.codec.moshi.Fixtures.GET;
import static io.exportcomments.codec.moshi.Fixtures.GUID;
import static io.exportcomments.codec.moshi.Fixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.Job;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no answer of the service's, and how that is said. */
class StrictnessTest {
    private static final String HEAD = "{\"guid\":\"g-1\",\"status\":\"done\"";

    private final JobCodec codec = Fixtures.codec();

    private Job job(String json) {
        return codec.decodeJob(utf8(json), GET);
    }

    private UnreadableAnswerException refused(String json) {
        return refused(utf8(json));
    }

    private UnreadableAnswerException refused(byte[] json) {
        UnreadableAnswerException bytes =
                catchThrowableOfType(UnreadableAnswerException.class, () -> codec.decodeJob(json, GET));
        UnreadableAnswerException source = catchThrowableOfType(
                UnreadableAnswerException.class, () -> codec.decodeJob(new Buffer().write(json), GET));
        assertThat(bytes).isNotNull();
        assertThat(source).hasMessage(bytes.getMessage());
        assertThat(bytes.context()).isEqualTo(GET);
        return bytes;
    }

    private void assertWhy(String json, String why) {
        assertThat(refused(json)).cause().hasMessage(why);
    }

    @Test
    void saysWhatIsWrong() {
        assertWhy("", "cut short");
        assertWhy(HEAD, "cut short");
        assertWhy("[]", "not in the documented form");
        assertWhy("\"done\"", "not in the documented form");
        assertWhy("{\"guid\" \"g\"}", "not JSON");
        assertWhy(HEAD + "} x", "not JSON");
        assertWhy(HEAD + "}{}", "not JSON");
        assertWhy(" \ufeff" + HEAD + "}", "not JSON");
        assertWhy("{\"status\":\"done\"}", "a job without a valid guid");
        assertWhy("{\"guid\":null,\"status\":\"done\"}", "a job without a valid guid");
        assertWhy("{\"guid\":5,\"status\":\"done\"}", "a job without a valid guid");
        assertWhy("{\"guid\":\"../x\",\"status\":\"done\"}", "a job without a valid guid");
        assertWhy("{\"guid\":\"g\"}", "a job without a valid status");
        assertWhy("{\"guid\":\"g\",\"status\":{}}", "a job without a valid status");
        assertWhy("{\"guid\":\"g\",\"status\":\"\"}", "a job without a valid status");
        assertWhy("{\"guid\":\"g\",\"status\":\"a\\u0000b\"}", "a job without a valid status");
        assertWhy("{\"guid\":\"g\",\"status\":\"" + "x".repeat(101) + "\"}", "a job without a valid status");
    }

    @Test
    void refusesAFieldThatIsThereTwice() {
        assertWhy(HEAD + ",\"status\":\"done\"}", "duplicate field 'status'");
        assertWhy(HEAD + ",\"total\":1,\"total\":1}", "duplicate field 'total'");
        assertWhy(HEAD + ",\"total\":null,\"total\":1}", "duplicate field 'total'");
        assertWhy(HEAD + ",\"new\":1,\"new\":2}", "duplicate field 'new'");
        assertWhy(HEAD + ",\"new\":{\"a\":1,\"\\u0061\":2}}", "duplicate field 'a'");
        assertWhy(HEAD + ",\"options\":{\"limit\":1,\"limit\":2}}", "duplicate option");
    }

    @Test
    void saysWhichEntryOfAListIsWrong() {
        assertEntry("[" + HEAD + "},{\"status\":\"done\"}]", "entry 2 of the list: a job without a valid guid");
        assertEntry("{\"data\":[{\"guid\":\"g\"}]}", "entry 1 of the list: a job without a valid status");
        assertEntry("[" + HEAD + "}," + HEAD + "},7]", "entry 3 of the list: a list element that is not a job");
    }

    private void assertEntry(String json, String why) {
        for (ThrowingCallable reading : List.<ThrowingCallable>of(
                () -> codec.decodePage(utf8(json), 1, 20, GET),
                () -> codec.decodePage(new Buffer().writeUtf8(json), 1, 20, GET))) {
            assertThatThrownBy(reading)
                    .isInstanceOf(UnreadableAnswerException.class)
                    .hasMessageContaining("the answer can't be read, for " + why + ", it begins '")
                    .cause()
                    .hasMessage(why);
        }
    }

    @Test
    void refusesDuplicatesInPagesAndEvents() {
        for (String json : new String[] {
            "{\"items\":[],\"items\":[]}", "{\"items\":[],\"data\":[]}", "{\"items\":[],\"page\":1,\"page\":1}"
        }) {
            assertThatThrownBy(() -> codec.decodePage(utf8(json), 1, 20, GET))
                    .isInstanceOf(UnreadableAnswerException.class);
        }
        for (String json : new String[] {
            "{\"event\":\"job.created\",\"event\":\"job.failed\"}",
            "{\"event\":\"job.created\",\"details\":{},\"details\":{}}",
            "{\"event\":\"job.created\",\"details\":{\"x\":1,\"x\":1}}"
        }) {
            assertThatThrownBy(() -> codec.decodeRealtimeEvent(utf8(json)))
                    .isInstanceOf(UnreadableAnswerException.class);
        }
        assertThatThrownBy(() -> codec.decodeWebhook(utf8("{\"event\":\"a\",\"event\":\"b\"}")))
                .isInstanceOf(UnreadableAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff",
                "c0af",
                "c1bf",
                "e08080",
                "e09fbf",
                "eda080",
                "edbfbf",
                "f0808080",
                "f08fbfbf",
                "f4908080",
                "f5808080",
                "80",
                "c3",
                "e282",
                "f09f98",
                "c328",
                "e2283f"
            })
    void refusesWhatIsNotUtf8(String hex) {
        byte[] wrong = HexFormat.of().parseHex(hex);
        for (int before = 0; before < 20; before++) {
            byte[] json = new Buffer()
                    .writeUtf8(HEAD + ",\"error\":\"" + "x".repeat(before))
                    .write(wrong)
                    .writeUtf8("\"}")
                    .readByteArray();
            assertThat(refused(json)).cause().hasMessage("not UTF-8");
        }
    }

    @Test
    void takesAllOfUtf8_alsoAcrossSegments() throws IOException {
        String text = "é ключ 日本語 😀 \uffff \u0800 \ufffd \ud7ff\ue000".repeat(400);
        for (int shift = 0; shift < 4; shift++) {
            String json = "[" + HEAD + ",\"error\":\"" + "x".repeat(shift) + text + "\"}]";
            assertThat(codec.decodePage(new Buffer().writeUtf8(json), 1, 1, GET)
                            .jobs()
                            .get(0)
                            .error())
                    .contains("x".repeat(shift) + text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 200, 300, 50_000})
    void refusesWhatIsNestedTooDeep(int depth) {
        refused(HEAD + ",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
        refused(HEAD + ",\"x\":" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}");
        refused(HEAD + ",\"options\":{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}}");
        refused("[".repeat(depth));
    }

    @Test
    void takesWhatIsNestedDeepEnough() {
        assertThat(job(HEAD + ",\"x\":" + "[".repeat(64) + "]".repeat(64) + "}").unknownFields())
                .containsKey("x");
    }

    @Test
    @Timeout(10)
    void refusesMonstrousNumbersAtOnce() {
        assertWhy(HEAD + ",\"x\":1e999999999}", "a number out of range");
        assertWhy(HEAD + ",\"x\":-1e-999999999}", "a number out of range");
        assertWhy(HEAD + ",\"total\":1e99999999999999999999}", "a number out of range");
        assertWhy(HEAD + ",\"total\":" + "9".repeat(1_000_000) + "}", "a number out of range");
        assertWhy(HEAD + ",\"options\":{\"limit\":" + "9".repeat(1_000_000) + "}}", "a number out of range");
        assertWhy(HEAD + ",\"x\":0." + "9".repeat(1_000_000) + "}", "a number out of range");
    }

    @Test
    @Timeout(10)
    void monstrousNumbersInTextAreText() {
        String digits = "9".repeat(500_000);
        for (String text : new String[] {digits, "1e999999999", "1e-999999999"}) {
            assertThat(job(HEAD + ",\"total\":\"" + text + "\"}").unknownFields())
                    .containsEntry("total", text);
        }
    }

    @Test
    void keepsNumbersAsTheyAre() {
        assertThat(job(HEAD
                                + ",\"a\":9223372036854775807,\"b\":-9223372036854775808,\"c\":9223372036854775808,\"d\":1.50,\"e\":-0,\"f\":1e3}")
                        .unknownFields())
                .isEqualTo(Map.of(
                        "a",
                        Long.MAX_VALUE,
                        "b",
                        Long.MIN_VALUE,
                        "c",
                        new BigDecimal("9223372036854775808"),
                        "d",
                        new BigDecimal("1.50"),
                        "e",
                        0L,
                        "f",
                        new BigDecimal("1e3")));
    }

    @Test
    void quotesTheAnswerThatIsWrongAndNotTheOneBefore() throws IOException {
        codec.decodeJob(new Buffer().writeUtf8(HEAD + ",\"error\":\"" + "before ".repeat(30) + "\"}"), GET);

        assertThat(refused("behind").excerpt()).isEqualTo("behind");
    }

    @Test
    void refusesWhatIsTooLarge() {
        String text = "x".repeat(1 << 20);
        assertThat(refused(HEAD + ",\"error\":\"" + text + "\"}")).cause().hasMessage("larger than 1048576 bytes");
        assertThatThrownBy(() -> codec.decodePage(new Endless().buffered(), 1, 20, GET))
                .isInstanceOf(UnreadableAnswerException.class)
                .cause()
                .hasMessage("too large");
    }

    @Test
    void stopsReadingWhatIsTooLarge() {
        Endless endless = new Endless();
        assertThatThrownBy(() -> codec.decodeJob(endless.buffered(), GET))
                .isInstanceOf(UnreadableAnswerException.class);
        assertThat(endless.given).isLessThan(2 << 20);
    }

    /** A text that never ends. */
    private static final class Endless extends ForwardingSource {
        private static final String PIECE = "x".repeat(8192);
        private long given;

        Endless() {
            super(new Buffer());
        }

        okio.BufferedSource buffered() {
            return Okio.buffer((Source) this);
        }

        @Override
        public long read(Buffer sink, long byteCount) {
            String piece = given == 0 ? "[{\"guid\":\"" : PIECE;
            sink.writeUtf8(piece);
            given += piece.length();
            return piece.length();
        }
    }

    @Test
    void whatBreaksOnTheWireStaysAnIOException() {
        for (IOException wire : new IOException[] {
            new IOException("reset"),
            new java.io.EOFException("connection closed"),
            new java.net.ProtocolException("cut")
        }) {
            assertThatThrownBy(() -> codec.decodeJob(Breaking.after(HEAD, wire), GET))
                    .isSameAs(wire);
            assertThatThrownBy(() -> codec.decodePage(Breaking.after("[" + HEAD, wire), 1, 20, GET))
                    .isSameAs(wire);
        }
    }

    @Test
    void leavesTheSourceOpen() throws IOException {
        Breaking source = new Breaking("[" + HEAD + "}]", null);
        codec.decodePage(Okio.buffer((Source) source), 1, 20, GET);
        codec.decodeJob(Okio.buffer((Source) new Breaking(HEAD + "}", null)), GET);
        assertThat(source.closed).isFalse();
    }

    /** Some bytes, and then a failure or the end. */
    static final class Breaking extends ForwardingSource {
        private final @Nullable IOException failure;
        private boolean closed;

        Breaking(String bytes, @Nullable IOException failure) {
            super(new Buffer().writeUtf8(bytes));
            this.failure = failure;
        }

        static okio.BufferedSource after(String bytes, IOException failure) {
            return Okio.buffer((Source) new Breaking(bytes, failure));
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            long count = super.read(sink, byteCount);
            if (count == -1 && failure != null) {
                throw failure;
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            super.close();
        }
    }

    @Test
    void theExcerptShowsTheBeginningAndNoSecret() {
        assertThat(refused("Bad\r\n\tGateway \u0007 from proxy-7").excerpt()).isEqualTo("Bad Gateway from proxy-7");
        assertThat(refused(Fixtures.bytes("error-502.html")).excerpt()).isEqualTo("an HTML page");
        assertThat(refused(" <!DOCTYPE html><p>x").excerpt()).isEqualTo("an HTML page");
        assertThat(refused("x".repeat(30).replace("x", "ab ")).excerpt()).startsWith("ab ab");
        assertThat(refused(Fixtures.TOKEN.reveal()).excerpt()).isEqualTo("***");
        assertThat(refused("the token is " + Fixtures.TOKEN.reveal().substring(0, 20))
                        .excerpt())
                .doesNotContain(Fixtures.TOKEN.reveal().substring(0, 20));
        assertThat(refused("x ".repeat(60) + Fixtures.TOKEN.reveal()).excerpt())
                .doesNotContain(Fixtures.TOKEN.reveal().substring(0, 5));
        assertThat(refused("{\"options\":{\"cookies\":{\"a\":{\"b\":\"s3cret\"}}")
                        .excerpt())
                .doesNotContain("s3cret");
        assertThat(refused("{\"cookies\":{\"sid\":\"s3cret\"}").excerpt()).doesNotContain("s3cret");
        assertThat(refused("{\"my_token\":\"s3cret \\\" s3cret").excerpt()).doesNotContain("s3cret");
        assertThat(refused("Set-Cookie: a=s3cret; b=s3cret").excerpt()).doesNotContain("s3cret");
        assertThat(refused("x https://user:s3cret@example.com/a?sig=s3cret y").excerpt())
                .isEqualTo("x https://***@example.com/a?*** y");
        assertThat(refused("x whsec_s3cret y").excerpt()).isEqualTo("x *** y");
        assertThat(refused("é".repeat(300)).excerpt())
                .hasSizeLessThanOrEqualTo(200)
                .matches("é+");
    }

    @Test
    void noExcerptOfATokenAnswerShowsTheToken() {
        byte[] whole = Fixtures.bytes("socket-token.json");
        for (int length = 0; length < whole.length - 3; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> codec.decodeSocketToken(cut, GET))
                    .isInstanceOf(UnreadableAnswerException.class)
                    .hasMessageNotContaining("eyJ0e");
        }
        for (String json : new String[] {
            "{}", "{\"token\":null}", "{\"token\":\" \"}", "{\"token\":5}", "[]", "{\"token\":\"a\"} x"
        }) {
            assertThatThrownBy(() -> codec.decodeSocketToken(utf8(json), GET))
                    .isInstanceOf(UnreadableAnswerException.class);
        }
    }

    @Test
    @Timeout(20)
    void maskingTakesNoTimeOnHostileText() {
        for (String piece : new String[] {
            "token",
            "cookie=",
            "\"token\":\"\\",
            "https:",
            "https:/",
            "eyJ",
            "eyJa.",
            "bearer ",
            "a-",
            "options\\\"",
            "session:  "
        }) {
            refused(piece.repeat((1 << 20) / piece.length() - 1));
            codec.errorFor(GET, 500, null, utf8(piece.repeat(10_000)), Instant.EPOCH);
            codec.errorFor(
                    GET,
                    500,
                    null,
                    utf8("{\"detail\":\""
                            + piece.replace("\\", "").replace("\"", "").repeat(10_000) + "\"}"),
                    Instant.EPOCH);
        }
    }

    @Test
    void aContextOfItsOwn() {
        assertThat(GET.guid()).contains(GUID);
        assertThat(refused("x")).hasMessageContaining("Could not read job " + GUID);
    }
}
