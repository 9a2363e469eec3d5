package io.exportcomments.port;

import java.net.URI;
import java.util.Map;

/**
 * Opens WebSockets that carry text. No reconnecting and no protocol: those belong to whoever uses it. Thread-safe; no
 * method blocks.
 */
public interface SocketTransport {
    /**
     * Opens a socket. The API token is not sent. What becomes of it is told to the listener, beginning with
     * {@link Listener#onOpen} or {@link Listener#onFailed}, by one thread at a time and never by the caller's own
     * before this returns.
     *
     * @param uri an absolute ws or wss URI
     * @param headers further headers of the handshake
     * @throws IllegalArgumentException if the URI is no ws or wss URI
     */
    Socket open(URI uri, Map<String, String> headers, Listener listener);

    /** One socket, from its opening to its end. Thread-safe; no method blocks, and all do nothing after the end. */
    interface Socket {
        /** Sends a text message, in the order of the calls; dropped if the socket is not open. */
        void send(String text);

        /**
         * Closes in order: what was sent before still goes out. The listener hears {@link Listener#onClosed} when the
         * other side has agreed, or at most a few seconds later.
         *
         * @param code 1000, or 3000 to 4999
         * @param reason at most 123 bytes of UTF-8
         * @throws IllegalArgumentException if the code or the reason is neither
         */
        void close(int code, String reason);

        /**
         * Ends the socket, or its opening, at once and without a word to the other side; the listener hears nothing
         * more.
         */
        void cut();
    }

    /**
     * Hears one socket. Exactly one of {@link #onClosed} and {@link #onFailed} ends it, unless it was cut. Does not
     * block.
     */
    interface Listener {
        /** The handshake is done. */
        void onOpen(Socket socket);

        /** A whole text message came, however it was cut into frames, or a binary one that is UTF-8. */
        void onText(Socket socket, String text);

        /**
         * The socket was closed in order, by either side.
         *
         * @param code the code of the other side's closing frame; 1005 if it had none
         * @param reason the reason that it gave, possibly empty
         */
        void onClosed(Socket socket, int code, String reason);

        /**
         * The socket could not be opened, or broke without being closed.
         *
         * @param error what happened; for a refused handshake, the error that the service's answer stands for, with its
         *     HTTP status
         */
        void onFailed(Socket socket, Throwable error);
    }
}
