package io.exportcomments.codec.moshi.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteInspectorTest {
    @Test
    void agreesWithTheJdkOnWhatIsUtf8() {
        Random random = new Random(42);
        int[] interesting = {
            0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5
        };
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = new byte[random.nextInt(6)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) interesting[random.nextInt(interesting.length)];
            }
            byte[] closed = Arrays.copyOf(bytes, bytes.length + 1);
            ByteInspector inspection = new ByteInspector();
            int cut = random.nextInt(closed.length);
            inspection.write(closed, 0, cut);
            inspection.write(closed, cut, closed.length - cut);
            assertThat(!inspection.isInvalid())
                    .as(HexFormat.of().formatHex(closed))
                    .isEqualTo(isUtf8(closed));
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
