package io.exportcomments.network;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A proxy's user and password, which can't be printed: {@link #toString()} shows neither. Immutable. */
public final class ProxyLogin {
    private static final int LONGEST = 255;

    private final String user;
    private final String password;

    private ProxyLogin(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /**
     * A user and a password.
     *
     * @param user 1 to 255 bytes in UTF-8, no colon
     * @param password at most 255 bytes in UTF-8; may be empty
     * @throws IllegalArgumentException if one is longer or has control characters; the message shows neither
     */
    public static ProxyLogin of(String user, String password) {
        if (user.isEmpty() || user.indexOf(':') >= 0 || !isPrintable(user)) {
            throw new IllegalArgumentException(
                    "The proxy's user must be 1 to 255 bytes, without colons and control characters");
        }
        if (!isPrintable(password)) {
            throw new IllegalArgumentException(
                    "The proxy's password must be at most 255 bytes, without control characters");
        }
        return new ProxyLogin(user, password);
    }

    private static boolean isPrintable(String text) {
        return text.chars().noneMatch(Character::isISOControl)
                && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /** Reads {@code user:password}, percent-encoded; a percent sign that encodes nothing stands for itself. */
    static ProxyLogin parse(String encoded) {
        int colon = encoded.indexOf(':');
        String user = colon < 0 ? encoded : encoded.substring(0, colon);
        return of(decoded(user), colon < 0 ? "" : decoded(encoded.substring(colon + 1)));
    }

    private static String decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low < 0) {
                plain.write(bytes[i]);
            } else {
                plain.write(high << 4 | low);
                i += 2;
            }
        }
        return plain.toString(StandardCharsets.UTF_8);
    }

    /** The user. */
    public String user() {
        return user;
    }

    /** The password, for the proxy and for nothing else. */
    public String revealPassword() {
        return password;
    }

    /** Three asterisks. */
    @Override
    public String toString() {
        return "***";
    }
}
