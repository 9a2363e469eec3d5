package io.exportcomments.integration;

import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets virtual time wait for real WebSockets: knows what a client sent and has no answer to, and can go to the server
 * and back on each socket, after which all that was on the way in either direction has arrived.
 */
final class RealSockets {
    private static final Duration STUCK = Duration.ofSeconds(20);
    private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+)");
    private static final long FIRST_ROUND = 1_000_000_000L;

    private final List<Watched> sockets = new ArrayList<>();
    private long rounds = FIRST_ROUND;

    /** The same transport, with its sockets watched. */
    TransportProvider around(TransportProvider provider) {
        return settings -> {
            Transport transport = provider.open(settings);
            return new Transport() {
                @Override
                public JobTransport jobs() {
                    return transport.jobs();
                }

                @Override
                public SocketTransport sockets() {
                    return (uri, headers, listener) -> open(transport.sockets(), uri, headers, listener);
                }

                @Override
                public RowReader rows() {
                    return transport.rows();
                }

                @Override
                public void close() {
                    transport.close();
                }
            };
        };
    }

    private SocketTransport.Socket open(
            SocketTransport transport, URI uri, Map<String, String> headers, SocketTransport.Listener listener) {
        Watched watched = new Watched(listener);
        synchronized (this) {
            sockets.add(watched);
        }
        watched.real = transport.open(uri, headers, watched);
        return watched;
    }

    /** Waits, in real time, until nothing is on the way any more. */
    void await() {
        awaitThat(() -> sockets.stream().allMatch(Watched::isAnswered));
        List<Watched> connected;
        long round;
        synchronized (this) {
            sockets.removeIf(socket -> socket.ended);
            round = ++rounds;
            connected = sockets.stream().filter(socket -> socket.connected).toList();
            connected.forEach(socket -> socket.unanswered.add(round));
        }
        connected.forEach(socket -> socket.real().send("{\"id\":" + round + ",\"unsubscribe\":{\"channel\":\"x\"}}"));
        awaitThat(() -> sockets.stream().allMatch(Watched::isAnswered));
    }

    private synchronized void awaitThat(BooleanSupplier condition) {
        long end = System.nanoTime() + STUCK.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    throw new AssertionError("A WebSocket does not come to rest: " + sockets);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Between the source and the transport. */
    private final class Watched implements SocketTransport.Socket, SocketTransport.Listener {
        private final SocketTransport.Listener listener;
        private final Set<Long> unanswered = new HashSet<>();
        private SocketTransport.Socket real;
        private boolean open;
        private boolean connected;
        private boolean ended;

        Watched(SocketTransport.Listener listener) {
            this.listener = listener;
        }

        private SocketTransport.Socket real() {
            return real;
        }

        /** Guarded by the outer object, as all of it. */
        private boolean isAnswered() {
            return ended || (open && unanswered.isEmpty());
        }

        private void change(Runnable change) {
            synchronized (RealSockets.this) {
                change.run();
                RealSockets.this.notifyAll();
            }
        }

        @Override
        public void send(String text) {
            Matcher id = ID.matcher(text);
            if (id.find()) {
                change(() -> unanswered.add(Long.valueOf(id.group(1))));
            }
            real.send(text);
        }

        @Override
        public void close(int code, String reason) {
            change(() -> ended = true);
            real.close(code, reason);
        }

        @Override
        public void cut() {
            change(() -> ended = true);
            real.cut();
        }

        @Override
        public void onOpen(SocketTransport.Socket socket) {
            listener.onOpen(this);
            change(() -> open = true);
        }

        @Override
        public void onText(SocketTransport.Socket socket, String text) {
            listener.onText(this, text);
            text.lines().forEach(line -> {
                Matcher id = ID.matcher(line);
                if (id.find()) {
                    change(() -> {
                        connected |= line.contains("\"connect\":");
                        unanswered.remove(Long.valueOf(id.group(1)));
                    });
                }
            });
        }

        @Override
        public void onClosed(SocketTransport.Socket socket, int code, String reason) {
            listener.onClosed(this, code, reason);
            change(() -> ended = true);
        }

        @Override
        public void onFailed(SocketTransport.Socket socket, Throwable error) {
            listener.onFailed(this, error);
            change(() -> ended = true);
        }

        @Override
        public String toString() {
            return (open ? "open" : "opening") + ", without an answer: " + unanswered;
        }
    }
}
