package io.exportcomments.transport.http.spi;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is the same for a WebSocket on every transport: its limits, and what a caller may ask for. */
public final class SocketRules {
    /** The largest message that is taken, in bytes; also how much may wait to be sent. */
    public static final int LARGEST_MESSAGE = 16 << 20;

    /** How many messages may wait for the listener; then no more are read from the wire. */
    public static final int WINDOW = 16;

    /** How long the other side may take to agree to the end. */
    public static final Duration CLOSING = Duration.ofSeconds(3);

    /** Stands for the code of a closing frame that has none. */
    public static final int NO_CODE = 1005;

    private static final int LONGEST_REASON = 123;

    private SocketRules() {}

    /**
     * The address, if a socket can be opened at it.
     *
     * @throws IllegalArgumentException if it is no absolute ws or wss URI
     */
    public static URI checked(URI uri) {
        boolean socket = "ws".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme());
        if (!socket || uri.getHost() == null) {
            throw new IllegalArgumentException("A socket's address must be an absolute ws or wss URI");
        }
        return uri;
    }

    /** The text of a binary message, as gateways make of text messages; null if it is no UTF-8. */
    public static @Nullable String textOf(ByteBuffer message) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(message).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * Checks what a closing frame is to say.
     *
     * @throws IllegalArgumentException if the code is neither 1000 nor 3000 to 4999, or the reason has more than 123
     *     bytes
     */
    public static void checkClosing(int code, String reason) {
        if (code != 1000 && (code < 3000 || code > 4999)) {
            throw new IllegalArgumentException("A socket is closed with 1000, or 3000 to 4999, not " + code);
        }
        if (reason.getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON) {
            throw new IllegalArgumentException("The reason has more than " + LONGEST_REASON + " bytes");
        }
    }
}
