package io.exportcomments.fuzz;

import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.port.ApiToken;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A secret that inputs can carry: the fuzzer writes a single byte, and gets the whole secret, as it is or in escapes of
 * JSON. No text that people may read or keep can have it, nor a part of it that would help to guess the rest.
 */
final class Secrets {
    static final String TOKEN = "Kq7xW2mB9pLs4RtY6uZc8VnE";
    static final ApiToken API_TOKEN = ApiToken.of(TOKEN);

    private static final int TELLING = 8;
    private static final byte PLAIN = 1;
    private static final byte ESCAPED = 2;

    private Secrets() {}

    /** The input with the secret wherever it has a mark, but in its first byte. */
    static byte[] filledIn(byte[] input, String secret) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(input.length + 64);
        for (int i = 0; i < input.length; i++) {
            if (i > 0 && input[i] == PLAIN) {
                out.writeBytes(secret.getBytes(StandardCharsets.US_ASCII));
            } else if (i > 0 && input[i] == ESCAPED) {
                out.writeBytes(escaped(secret).getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(input[i]);
            }
        }
        return out.toByteArray();
    }

    private static String escaped(String secret) {
        StringBuilder text = new StringBuilder();
        secret.chars().forEach(c -> text.append(String.format(Locale.ROOT, "\\u%04x", c)));
        return text.toString();
    }

    /** Nothing of the secret is in an error: in its message, in that of a cause, or in what is known of the request. */
    static void assertNotIn(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            assertNotIn(cause.toString());
            for (Throwable other : cause.getSuppressed()) {
                assertNotIn(other.toString());
            }
            if (cause instanceof ExportCommentsException known) {
                assertNotIn(known.context().toString());
            }
        }
    }

    /** Nothing of the secret is in a text. */
    static void assertNotIn(@Nullable String text) {
        for (int i = 0; text != null && i + TELLING <= TOKEN.length(); i++) {
            if (text.contains(TOKEN.substring(i, i + TELLING))) {
                throw new AssertionError("A part of the secret is in: " + text);
            }
        }
    }

    /** Whether an input has a part of the secret without a mark for it: the fuzzer has learnt it from comparisons. */
    static boolean isLearnt(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        for (int i = 0; i + TELLING / 2 <= TOKEN.length(); i++) {
            if (text.contains(TOKEN.substring(i, i + TELLING / 2))) {
                return true;
            }
        }
        return false;
    }
}
