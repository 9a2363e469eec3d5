package io.exportcomments.fuzz;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * HMAC-SHA256 as RFC 2104 writes it down, from the digest alone: no code of the JDK's or the library's HMAC is used.
 */
final class Signature {
    private static final int BLOCK = 64;

    private Signature() {}

    static String of(String secret, byte[] body) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(key.length > BLOCK ? digest(key) : key, BLOCK);
        byte[] inner = digest(masked(padded, 0x36), body);
        return HexFormat.of().formatHex(digest(masked(padded, 0x5c), inner));
    }

    private static byte[] masked(byte[] key, int mask) {
        byte[] out = key.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] ^= (byte) mask;
        }
        return out;
    }

    private static byte[] digest(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
