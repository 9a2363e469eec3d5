package io.exportcomments.transport.retrofit.internal;

import io.exportcomments.transport.http.spi.ExchangeProgress;
import io.exportcomments.transport.http.spi.SocketRules;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what comes in for a WebSocket since its last message, since OkHttp puts a message together whatever its size:
 * too much breaks the connection.
 */
final class Inflow extends TunnelSockets {
    /** What a frame and TLS put around a message, for frames of a few bytes too. */
    private static final long MOST = SocketRules.LARGEST_MESSAGE + (1L << 20);

    private final ExchangeProgress progress;
    private final boolean plain;
    private final AtomicLong count = new AtomicLong();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean aborted;

    Inflow(ExchangeProgress progress, boolean plain, @Nullable ProxyTunnel tunnel) {
        super(tunnel);
        this.progress = progress;
        this.plain = plain;
    }

    /** A message is complete. */
    void reset() {
        count.set(0);
    }

    private void count(int bytes) throws IOException {
        if (bytes > 0 && count.addAndGet(bytes) > MOST) {
            throw new IOException("a message is larger than " + SocketRules.LARGEST_MESSAGE + " bytes");
        }
    }

    /** Ends what has been connected or is connecting: OkHttp does not know of a socket until it is connected. */
    void abort() {
        aborted = true;
        sockets.forEach(Counted::end);
    }

    @Override
    public Socket createSocket() {
        Counted socket = new Counted();
        sockets.add(socket);
        if (aborted) {
            Counted.end(socket);
        }
        return socket;
    }

    private final class Counted extends Tunnelled {
        private @Nullable InputStream answer;

        @Override
        public void connect(SocketAddress address, int timeout) throws IOException {
            super.connect(address, timeout);
            if (plain) {
                // What a proxy had to say is said by now.
                answer = new HandshakeAnswer(counted());
                progress.sending();
            }
        }

        @Override
        public InputStream getInputStream() throws IOException {
            InputStream known = answer;
            return known == null ? counted() : known;
        }

        private static void end(Socket socket) {
            try {
                socket.close();
            } catch (IOException ignored) {
                // It is of no use any more, and nothing can be done about it.
            }
        }

        private InputStream counted() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int one = in.read();
                    count(one < 0 ? 0 : 1);
                    return one;
                }

                @Override
                public int read(byte[] buffer, int from, int length) throws IOException {
                    int read = in.read(buffer, from, length);
                    count(read);
                    return read;
                }
            };
        }
    }
}
