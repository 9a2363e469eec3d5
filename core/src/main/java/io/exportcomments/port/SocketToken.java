package io.exportcomments.port;

import java.util.Objects;

/** The JWT for the realtime connection: a secret, which can't be printed. */
public final class SocketToken {
    private final String secret;

    /** A token with this text. */
    public SocketToken(String secret) {
        this.secret = Objects.requireNonNull(secret, "token");
    }

    /** The text, for the realtime connection and nothing else. */
    public String reveal() {
        return secret;
    }

    /** Three asterisks. */
    @Override
    public String toString() {
        return "***";
    }
}
