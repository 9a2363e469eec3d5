package io.exportcomments.mock.internal.realtime;

import io.vertx.core.buffer.Buffer;

/** A socket, as far as a session works on it. No method waits, and what they do is done in the order of the calls. */
public interface ClientSocket {

    /** Sends a frame. */
    void send(Buffer frame);

    /** Sends a closing frame and ends. */
    void close(int code, String reason);

    /** Resets the TCP connection. */
    void cut();

    /** Reads and sends nothing any more, but keeps the TCP connection. */
    void freeze();

    /** Told of each channel that was subscribed to. */
    void subscribed(String channel);
}
