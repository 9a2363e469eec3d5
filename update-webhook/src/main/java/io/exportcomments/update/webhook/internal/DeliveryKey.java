package io.exportcomments.update.webhook.internal;

import io.exportcomments.job.JobEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What the comings of one delivery have in common: its message id, or where it has none, its body. An id that a database might
 * change, or take for another, goes in by its digest.
 */
final class DeliveryKey {
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7E]{1,150}");

    private DeliveryKey() {}

    static String of(JobEvent event, byte[] body) {
        return event.messageId().map(DeliveryKey::ofMessage).orElseGet(() -> "body:" + digest(body));
    }

    private static String ofMessage(String id) {
        return PLAIN.matcher(id).matches() ? "id:" + id : "id-digest:" + digest(id.getBytes(StandardCharsets.UTF_16BE));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256, but this one has not", e);
        }
    }
}
