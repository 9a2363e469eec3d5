package io.exportcomments.codec.moshi.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapedTextTest {
    private final EscapedText escapes = new EscapedText();

    private @Nullable String decode(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return escapes.decode(bytes, 0, bytes.length);
    }

    @Test
    void agreesWithMoshiOnWhateverItDecodes() throws IOException {
        String[] pieces = {
            "a",
            "\\n",
            "\\\"",
            "\\\\",
            "\\/",
            "\\u00e9",
            "\\u2615",
            "\\ud83d\\ude00",
            "é",
            "☕",
            "😀",
            "\\u0000",
            "\\u007F",
            "\\b",
            "\\f\\r\\t",
            "plain text "
        };
        Random random = new Random(4711);
        int decoded = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder json = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                json.append(pieces[random.nextInt(pieces.length)]);
            }
            String text = decode(json + "\",\"x\\n\"");
            if (text != null) {
                decoded++;
                assertThat(text)
                        .isEqualTo(JsonReader.of(new Buffer().writeUtf8("\"" + json + "\""))
                                .nextString());
            }
        }
        assertThat(decoded).isGreaterThan(8_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a\"",
                "\\n",
                "\\",
                "\\u12",
                "\\u12\"",
                "\\ux000\"",
                "\\q\"",
                "\\ud83d\"",
                "\\n\\",
                "\\'\""
            })
    void leavesTheRestToMoshi(String json) {
        assertThat(decode(json)).isNull();
    }

    @Test
    void leavesLongTextsToMoshi() {
        assertThat(decode("\\n" + "a".repeat(4093) + "\"")).isEqualTo("\n" + "a".repeat(4093));
        assertThat(decode("\\n" + "a".repeat(4094) + "\"")).isNull();
    }
}
