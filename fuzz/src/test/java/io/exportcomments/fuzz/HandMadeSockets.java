package io.exportcomments.fuzz;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.Sent;
import io.exportcomments.port.SocketTransport;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sockets to which only that happens which somebody says; what happens, happens to the latest. */
final class HandMadeSockets implements SocketTransport {
    private static final String ADDRESS = "wss://exportcomments.com/connection/websocket";

    private final List<String> sent = new ArrayList<>();
    private final List<HandMade> sockets = new ArrayList<>();

    @Override
    public Socket open(URI uri, Map<String, String> headers, Listener listener) {
        if (!uri.toString().equals(ADDRESS)) {
            throw new AssertionError("The realtime token would go to " + uri);
        }
        HandMade socket = new HandMade(listener);
        sockets.add(socket);
        return socket;
    }

    /** What was sent over all of them. */
    List<String> sent() {
        return sent;
    }

    /** How many are neither ended nor being closed. */
    long open() {
        return sockets.stream()
                .filter(socket -> !socket.over && !socket.closing)
                .count();
    }

    void opened() {
        HandMade socket = latest();
        if (!socket.over && !socket.opened) {
            socket.opened = true;
            socket.listener.onOpen(socket);
        }
    }

    void text(String text) {
        HandMade socket = latest();
        if (!socket.over && socket.opened) {
            socket.listener.onText(socket, text);
        }
    }

    void closed(int code) {
        HandMade socket = latest();
        if (!socket.over && socket.opened) {
            socket.over = true;
            socket.listener.onClosed(socket, code, Secrets.TOKEN);
        }
    }

    void failed() {
        HandMade socket = latest();
        if (!socket.over) {
            socket.over = true;
            socket.listener.onFailed(
                    socket,
                    new ConnectionException(ErrorContext.NONE, Sent.MAYBE, false, "the connection broke", null));
        }
    }

    /** Those that are being closed are closed now. */
    void endAll() {
        for (HandMade socket : sockets) {
            if (socket.closing && !socket.over) {
                socket.over = true;
                socket.listener.onClosed(socket, 1000, "");
            }
        }
    }

    private HandMade latest() {
        return sockets.isEmpty() ? new HandMade(null) : sockets.get(sockets.size() - 1);
    }

    private final class HandMade implements Socket {
        private final Listener listener;
        private boolean opened;
        private boolean closing;
        private boolean over;

        HandMade(@org.jspecify.annotations.Nullable Listener listener) {
            this.over = listener == null;
            this.listener = listener == null ? new Silent() : listener;
        }

        @Override
        public void send(String text) {
            if (opened && !over && !closing) {
                sent.add(text);
            }
        }

        @Override
        public void close(int code, String reason) {
            closing = true;
        }

        @Override
        public void cut() {
            over = true;
        }
    }

    /** Where there is no socket, nobody hears. */
    private static final class Silent implements Listener {
        @Override
        public void onOpen(Socket socket) {}

        @Override
        public void onText(Socket socket, String text) {}

        @Override
        public void onClosed(Socket socket, int code, String reason) {}

        @Override
        public void onFailed(Socket socket, Throwable error) {}
    }
}
