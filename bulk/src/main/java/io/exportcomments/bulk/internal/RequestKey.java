package io.exportcomments.bulk.internal;

import io.exportcomments.job.ExportRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What tells requests apart: the same for the same URL and options, whatever the options' order. */
final class RequestKey {
    private static final int BYTES = 20;
    private static final int LARGEST_EXPONENT = 400;

    private RequestKey() {}

    /** Forty hexadecimal digits; nothing can be read out of them. */
    static String of(ExportRequest request) {
        StringBuilder text = new StringBuilder();
        write(text, request.url());
        write(text, request.options().asMap());
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java has SHA-256", e);
        }
    }

    private static void write(StringBuilder text, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, element) -> sorted.put(String.valueOf(name), element));
            text.append('{');
            sorted.forEach((name, element) -> {
                write(text, name);
                write(text, element);
            });
            text.append('}');
        } else if (value instanceof List<?> list) {
            text.append('[');
            list.forEach(element -> write(text, element));
            text.append(']');
        } else if (value instanceof Number number) {
            text.append('#').append(plain(number)).append(';');
        } else {
            String plain = String.valueOf(value);
            text.append(value instanceof String ? '"' : '=')
                    .append(plain.length())
                    .append(':')
                    .append(plain);
        }
    }

    /** With an exponent beyond those of doubles it is not written out: that may be more digits than there is memory. */
    private static String plain(Number number) {
        BigDecimal decimal = new BigDecimal(number.toString()).stripTrailingZeros();
        return Math.abs((long) decimal.scale()) > LARGEST_EXPONENT ? decimal.toString() : decimal.toPlainString();
    }
}
