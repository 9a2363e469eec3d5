package io.exportcomments.transport.retrofit.internal;

import io.exportcomments.transport.http.spi.ExchangeProgress;
import io.exportcomments.transport.http.spi.SocketRules;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Counts what comes in for a WebSocket since its last message, since OkHttp puts a message together whatever its size: too much breaks
 * the connection.
 */
final class Inflow extends SocketFactory {
    /** What a frame and TLS put around a message, for frames of a few bytes too. */
    private static final long MOST = SocketRules.LARGEST_MESSAGE + (1L << 20);

    private final ExchangeProgress progress;
    private final boolean plain;
    private final AtomicLong count = new AtomicLong();

    Inflow(ExchangeProgress progress, boolean plain) {
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

    @Override
    public Socket createSocket() {
        return new Counted();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    private final class Counted extends Socket {
        private @Nullable InputStream input;

        @Override
        public void connect(SocketAddress address, int timeout) throws IOException {
            super.connect(address, timeout);
            if (plain) {
                progress.sending();
            }
        }

        @Override
        public InputStream getInputStream() throws IOException {
            InputStream known = input;
            if (known != null) {
                return known;
            }
            InputStream counted = new FilterInputStream(super.getInputStream()) {
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
            InputStream answer = plain ? new HandshakeAnswer(counted) : counted;
            input = answer;
            return answer;
        }
    }
}
