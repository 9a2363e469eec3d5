package io.exportcomments.internal.download;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The beginning of a file in a form that can be shown: short, printable, and without what may be a secret. */
final class Excerpt {
    private static final int LONGEST = 200;
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{C}\\s\uFFFD]+");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_+/=.-]{32,}");

    private Excerpt() {}

    static String of(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        String plain = SECRET.matcher(
                        NOT_PRINTABLE.matcher(text).replaceAll(" ").strip())
                .replaceAll("***");
        int points = plain.codePointCount(0, plain.length());
        return plain.substring(0, plain.offsetByCodePoints(0, Math.min(points, LONGEST)));
    }
}
