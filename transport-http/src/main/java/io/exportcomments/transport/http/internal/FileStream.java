package io.exportcomments.transport.http.internal;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.transport.http.spi.ExchangeProgress;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.transport.http.spi.LiveExchanges;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** A file's body as it comes. Closing it before its end aborts the exchange, rather than reading the rest. */
final class FileStream extends InputStream {
    private final Exchange<?> exchange;
    private final InputStream bytes;
    private final LiveExchanges live;
    private final ExchangeProgress progress;
    private final Runnable ending = this::end;
    private final ReentrantLock reading = new ReentrantLock();

    private long left;
    private volatile boolean whole;
    private volatile boolean closed;
    private volatile boolean ended;

    FileStream(HttpSession session, Exchange<?> exchange, InputStream bytes, OptionalLong length) {
        this.exchange = exchange;
        this.bytes = bytes;
        this.live = session.live();
        this.left = length.orElse(Long.MAX_VALUE);
        this.whole = left == 0;
        progress = session.progress(exchange.context(), exchange::abort);
        progress.sending();
        progress.answered();
        live.add(ending);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        reading.lock();
        try {
            if (closed || ended) {
                throw broken(new IOException("the stream is closed"));
            }
            progress.waiting();
            int count = bytes.read(buffer, from, length);
            left -= Math.max(0, count);
            whole = whole || count == -1 || left <= 0;
            return count;
        } catch (IOException e) {
            throw e.getCause() instanceof ExportCommentsException ? e : broken(e);
        } finally {
            progress.resting();
            reading.unlock();
        }
    }

    @Override
    public int available() throws IOException {
        return closed || ended ? 0 : bytes.available();
    }

    private IOException broken(IOException failure) {
        if (closed) {
            return new IOException("the file was closed by its reader", failure);
        }
        ExportCommentsException error =
                ended ? new ClientClosedException(exchange.context(), failure) : progress.failure(failure);
        return new IOException(error.getMessage(), error);
    }

    /** The transport is closed: a thread that reads must hear of it, and still closes the stream. */
    private void end() {
        ended = true;
        exchange.abort();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        live.remove(ending);
        progress.stop();
        if (!whole) {
            exchange.abort();
        }
        reading.lock();
        try {
            bytes.close();
        } finally {
            reading.unlock();
        }
    }
}
