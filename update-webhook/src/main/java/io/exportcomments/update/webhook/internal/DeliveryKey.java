package io.exportcomments.update.webhook.internal;

import io.exportcomments.job.JobEvent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the comings of one delivery have in common: its message id, or where it has none, its body. An id that a
 * database might change, or take for another, goes in by its digest.
 */
final class DeliveryKey {
    private static final int LONGEST = 150;

    private DeliveryKey() {}

    static String of(JobEvent event, byte[] body) {
        Optional<String> id = event.messageId();
        return id.isPresent() ? ofMessage(id.get()) : "body:" + digest(body);
    }

    private static String ofMessage(String id) {
        return isPlain(id) ? "id:" + id : "id-digest:" + digest(utf16(id));
    }

    /** Also of half a surrogate pair, which an encoder of the JDK makes a question mark. */
    private static byte[] utf16(String id) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * id.length());
        bytes.asCharBuffer().put(id);
        return bytes.array();
    }

    private static boolean isPlain(String id) {
        if (id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) <= ' ' || id.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256, but this one has not", e);
        }
    }
}
