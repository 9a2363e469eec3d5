package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import io.exportcomments.port.SocketToken;
import java.io.IOException;

/** Reads the token for the realtime connection. */
public final class SocketTokenReader {
    private SocketTokenReader() {}

    /** The token of an answer. */
    public static SocketToken readToken(JsonInput in) throws IOException {
        if (in.reader().peek() == JsonReader.Token.BEGIN_OBJECT
                && in.object().get("token") instanceof String token
                && !token.isBlank()) {
            return new SocketToken(token);
        }
        throw new MalformedJsonException("no token");
    }
}
