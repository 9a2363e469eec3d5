package io.exportcomments.testkit.transport;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP/2 server on loopback, agreed upon by TLS with ALPN, that does to each request what the script says, frame by
 * frame, and remembers what came. Source: RFC 9113. Thread-safe.
 */
final class FrameServer implements AutoCloseable {
    /** The stream was not processed in any way: RFC 9113, section 8.7. */
    static final int REFUSED_STREAM = 7;

    private static final int PREFACE = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private final SSLServerSocket listener;
    private final Object lock = new Object();
    private final Deque<Reply> script = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<SSLSocket> sockets = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private FrameServer(SSLServerSocket listener) {
        this.listener = listener;
    }

    static FrameServer start(TlsIdentity identity) {
        try {
            SSLServerSocket listener = (SSLServerSocket) identity.serverContext()
                    .getServerSocketFactory()
                    .createServerSocket(0, 100, InetAddress.getLoopbackAddress());
            SSLParameters parameters = listener.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            listener.setSSLParameters(parameters);
            FrameServer server = new FrameServer(listener);
            server.run(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("https://127.0.0.1:" + listener.getLocalPort());
    }

    /** The script: one reply for each request in turn, the last one for all that follow. */
    void reply(Reply... replies) {
        synchronized (lock) {
            script.clear();
            script.addAll(List.of(replies));
        }
    }

    /** The requests so far, as {@code POST 1}: the method, and the number of the connection. */
    List<Request> requests() {
        synchronized (lock) {
            return List.copyOf(requests);
        }
    }

    private void accept() {
        try {
            while (true) {
                SSLSocket socket = (SSLSocket) listener.accept();
                synchronized (lock) {
                    sockets.add(socket);
                    int number = sockets.size();
                    run(() -> serve(socket, number));
                }
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(SSLSocket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readFully(new byte[PREFACE]);
            Wire wire = new Wire(socket);
            wire.send(SETTINGS, 0, 0, new byte[0]);
            while (true) {
                int head = in.readInt();
                int flags = in.readUnsignedByte();
                int stream = in.readInt() & Integer.MAX_VALUE;
                byte[] payload = in.readNBytes(head >>> 8);
                received(wire, number, head & 0xFF, flags, stream, payload);
            }
        } catch (IOException over) {
            // By the client, or by the script.
            return;
        }
    }

    private void received(Wire wire, int connection, int type, int flags, int stream, byte[] payload)
            throws IOException {
        if (type == SETTINGS && flags == 0) {
            wire.send(SETTINGS, ACK, 0, new byte[0]);
        } else if (type == PING && flags == 0) {
            wire.send(PING, ACK, 0, payload);
        } else if (type == HEADERS) {
            asked(new Request(method(payload[(flags & 0x20) == 0 ? 0 : 5]), connection, stream), wire);
        }
        if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
            wire.complete(stream);
        }
    }

    /** The methods of HPACK's static table; others are spelled out. */
    private static String method(byte first) {
        return switch (first & 0xFF) {
            case 0x82 -> "GET";
            case 0x83 -> "POST";
            default -> "PATCH";
        };
    }

    private void asked(Request request, Wire wire) throws IOException {
        Reply reply;
        synchronized (lock) {
            requests.add(request);
            reply = script.size() > 1 ? script.poll() : script.peek();
        }
        if (reply == null) {
            throw new EOFException("no script");
        }
        reply.to(request.stream(), wire);
    }

    private void run(Runnable task) {
        Thread thread = new Thread(task, "frame-server-" + listener.getLocalPort());
        thread.setDaemon(true);
        synchronized (lock) {
            threads.add(thread);
        }
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            List<SSLSocket> open;
            List<Thread> running;
            synchronized (lock) {
                open = List.copyOf(sockets);
                running = List.copyOf(threads);
            }
            for (SSLSocket socket : open) {
                socket.close();
            }
            for (Thread thread : running) {
                thread.join(10_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A request whose headers have come.
     *
     * @param method such as {@code GET}
     * @param connection the number of the connection, from 1
     * @param stream the number of its stream
     */
    record Request(String method, int connection, int stream) {
        @Override
        public String toString() {
            return method + " " + connection;
        }
    }

    /** What is done when the headers of a request have come, and perhaps not yet its body. */
    @FunctionalInterface
    interface Reply {
        void to(int stream, Wire wire) throws IOException;

        /** An answer of 200 with JSON, when the request is complete. */
        static Reply json(String body) {
            return (stream, wire) -> wire.whenComplete(stream, () -> wire.answer(stream, body));
        }

        /** The stream ends with a code. */
        static Reply reset(int code) {
            return (stream, wire) -> wire.send(
                    RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
        }

        /** The connection takes no more streams than those up to one; those above are not processed. */
        static Reply goAway(int less, Reply then) {
            return (stream, wire) -> {
                byte[] last = ByteBuffer.allocate(8)
                        .putInt(Math.max(0, stream - less))
                        .array();
                wire.send(GOAWAY, 0, 0, last);
                then.to(stream, wire);
            };
        }

        /** Nothing. */
        static Reply silence() {
            return (stream, wire) -> {};
        }

        /** The connection ends, in an orderly way or not. */
        static Reply cut(boolean reset) {
            return (stream, wire) -> wire.cut(reset);
        }
    }

    /** The server's end of a connection. */
    static final class Wire {
        private final SSLSocket socket;
        private final Map<Integer, Writing> answers = new HashMap<>();

        private Wire(SSLSocket socket) {
            this.socket = socket;
        }

        private void whenComplete(int stream, Writing then) {
            answers.put(stream, then);
        }

        private void complete(int stream) throws IOException {
            Writing answer = answers.remove(stream);
            if (answer != null) {
                answer.write();
            }
        }

        private void answer(int stream, String body) throws IOException {
            byte[] ok = {(byte) 0x88};
            send(HEADERS, END_HEADERS, stream, ok);
            send(DATA, END_STREAM, stream, body.getBytes(StandardCharsets.UTF_8));
        }

        private void send(int type, int flags, int stream, byte[] payload) throws IOException {
            ByteBuffer frame = ByteBuffer.allocate(9 + payload.length)
                    .putInt(payload.length << 8 | type)
                    .put((byte) flags)
                    .putInt(stream)
                    .put(payload);
            socket.getOutputStream().write(frame.array());
            socket.getOutputStream().flush();
        }

        private void cut(boolean reset) throws IOException {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
            throw new EOFException("cut");
        }
    }

    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }
}
