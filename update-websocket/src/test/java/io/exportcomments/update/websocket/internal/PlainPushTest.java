package io.exportcomments.update.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.codec.moshi.JobCodec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in one look is what reading it as JSON gives: a blank before a message has it read so. */
class PlainPushTest {
    private static final String DATA =
            "{\"event\":\"job.progress\",\"guid\":\"b4219d47\",\"details\":{\"url\":\"a\\\"}]{\\\\\",\"n\":[1,{}]},\"current\":7}";
    private static final String FRAME =
            "{\"push\":{\"channel\":\"exports:acc\",\"pub\":{\"data\":" + DATA + ",\"offset\":12}}}";

    private static final String CHANGES = "{}[]\",:\\ 0a\n'/#;=*-.tn\u00e9\ud83d\t";

    private final FrameReader reader = new FrameReader(new JobCodec(URI.create("https://example.org")));

    @Test
    void thePartsAreFound() {
        PlainPush push = PlainPush.of(FRAME.getBytes(StandardCharsets.UTF_8));

        assertThat(push).isNotNull();
        assertThat(push.channel()).isEqualTo("exports:acc");
        assertThat(push.offset()).isEqualTo(12);
        FrameData.Part data = push.data();
        assertThat(new String(data.bytes, data.from, data.to - data.from, StandardCharsets.UTF_8))
                .isEqualTo(DATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"event\":\"job.finished\",\"details\":{\"guid\":\"x\",\"title\":\"\u00e9 \ud83d\ude00 \\u00e9\"}}",
                "{'event':1}",
                "{\"event\":\"a\",\"event\":\"b\"}",
                "{\"a\":[}]}",
                "{\"a\":]}",
                "{\"a\":\"\\",
                "{\"a\":1",
                "[1]",
                "null",
                "7",
                "\"{}\"",
                "{},\"more\":{}",
                "{\"a\":\"\n\"}",
                "{} "
            })
    void anyDataMeansTheSame(String data) throws Exception {
        assertSameMeaning(FRAME.replace(DATA, data));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "007",
                "-1",
                "1.0",
                "1e3",
                "999999999999999999",
                "9223372036854775807",
                "x",
                "\"5\"",
                "",
                "null"
            })
    void anyOffsetMeansTheSame(String offset) throws Exception {
        assertSameMeaning(FRAME.replace(":12}", ":" + offset + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\u0065xports:acc", "exports:\u00e9", "a b", "a\\\"b", "other:acc"})
    void anyChannelMeansTheSame(String channel) throws Exception {
        assertSameMeaning(FRAME.replace("exports:acc", channel));
    }

    @Test
    void aFrameThatBreaksOffMeansTheSame() throws Exception {
        for (int length = 1; length < FRAME.length(); length++) {
            assertThat(plain(FRAME.substring(0, length))).isNull();
            assertSameMeaning(FRAME.substring(0, length));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "123456789012345678, true",
        "1234567890123456789, false",
        "0, true",
        "00, false",
        "':', false",
        "/, false"
    })
    void aLongOffsetIsLeftToTheReader(String offset, boolean plain) {
        PlainPush push = plain(FRAME.replace(":12}", ":" + offset + "}"));

        assertThat(push != null).isEqualTo(plain);
        if (push != null) {
            assertThat(push.offset()).isEqualTo(Long.parseLong(offset));
        }
    }

    @ParameterizedTest
    @CsvSource({"!~, true", "a b, false", "'a\u007f', false", "'a\u001f', false"})
    void aChannelIsOfVisibleAscii(String channel, boolean plain) {
        assertThat(plain(FRAME.replace("exports:acc", channel)) != null).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({"59, true", "60, false"})
    void deepDataIsLeftToTheReader(int lists, boolean plain) throws Exception {
        String frame = FRAME.replace(DATA, "{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}");

        assertThat(plain(frame) != null).isEqualTo(plain);
        assertSameMeaning(frame);
    }

    private static @Nullable PlainPush plain(String frame) {
        return PlainPush.of(frame.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFrameThatWasChangedSomewhereMeansTheSame() throws Exception {
        Random random = new Random(4711);
        for (int i = 0; i < 10_000; i++) {
            int at = random.nextInt(FRAME.length());
            char other = CHANGES.charAt(random.nextInt(CHANGES.length()));
            int until = random.nextBoolean() ? at + 1 : at;
            String frame = FRAME.substring(0, at) + (random.nextInt(4) == 0 ? "" : other) + FRAME.substring(until);
            if (frame.indexOf('\n') < 0) {
                assertSameMeaning(frame);
            }
        }
    }

    private void assertSameMeaning(String frame) throws Exception {
        assertThat(meaning(frame)).as(frame).isEqualTo(meaning(" " + frame));
    }

    private Object meaning(String frame) {
        try {
            return reader.read(frame);
        } catch (RealtimeException e) {
            return e.getMessage();
        }
    }
}
