package io.exportcomments.transport.vertx;

import io.exportcomments.codec.moshi.http.ConnectionTrouble;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.Sent;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file's body as it comes. At most {@value #WINDOW} pieces wait for the reader; more are asked of the wire as it takes them. Closing it
 * before its end aborts the exchange, rather than reading the rest.
 */
final class FileStream extends InputStream {
    private static final int WINDOW = 16;

    private final ErrorContext context;
    private final Duration patience;
    private final HttpStack stack;
    private final LiveExchanges live;
    private final HttpClientRequest request;
    private final HttpClientResponse response;
    private final Runnable ending = this::end;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    /** Guarded by the lock. */
    private final Deque<Buffer> pieces = new ArrayDeque<>();

    private Buffer piece = Buffer.buffer();
    private int position;
    private int taken;
    private boolean whole;
    private boolean closed;
    private @Nullable ExportCommentsException failure;

    /** At home. */
    private boolean received;

    private FileStream(Exchange<?> exchange, HttpClientRequest request, HttpClientResponse response) {
        this.context = exchange.context();
        this.patience = exchange.conversation().timeouts().attempt();
        this.stack = exchange.conversation().stack();
        this.live = exchange.conversation().live();
        this.request = request;
        this.response = response;
    }

    /** Takes over an answer; to be called at home. */
    static FileStream open(Exchange<?> exchange, HttpClientRequest request, HttpClientResponse response) {
        FileStream stream = new FileStream(exchange, request, response);
        response.pause();
        response.exceptionHandler(stream::broken);
        response.endHandler(end -> stream.received());
        response.handler(stream::received);
        response.fetch(WINDOW);
        stream.live.add(stream.ending);
        return stream;
    }

    private void received(Buffer next) {
        lock.lock();
        try {
            if (!closed) {
                pieces.add(next);
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void received() {
        received = true;
        stack.used(request.connection());
        lock.lock();
        try {
            whole = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private void broken(Throwable cause) {
        received = true;
        fail(live.isClosed() ? new ClientClosedException(context, null) : Failures.ofBody(context, cause));
    }

    private void fail(ExportCommentsException error) {
        lock.lock();
        try {
            if (failure == null) {
                failure = error;
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, buffer.length);
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException(
                    "A file's stream waits for the wire, and must not be read on an event loop: use executeBlocking");
        }
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            return next() ? copied(buffer, from, length) : -1;
        } finally {
            lock.unlock();
        }
    }

    private int copied(byte[] buffer, int from, int length) {
        int count = Math.min(length, piece.length() - position);
        piece.getBytes(position, position + count, buffer, from);
        position += count;
        return count;
    }

    /** Whether there is a byte to take; waits for it. */
    private boolean next() throws IOException {
        long patienceLeft = patience.toNanos();
        while (true) {
            checkOpen();
            if (position < piece.length()) {
                return true;
            }
            Buffer waiting = pieces.poll();
            if (waiting != null) {
                take(waiting);
            } else if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            } else if (whole) {
                return false;
            } else if (patienceLeft <= 0) {
                giveUp();
            } else {
                patienceLeft = await(patienceLeft);
            }
        }
    }

    /** What has come is still read when the connection breaks, but not when the transport was closed. */
    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("the file was closed by its reader");
        }
        if (failure instanceof ClientClosedException) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private void take(Buffer next) {
        piece = next;
        position = 0;
        taken++;
        if (taken == WINDOW / 2) {
            response.fetch(taken);
            taken = 0;
        }
    }

    private void giveUp() {
        fail(ConnectionTrouble.notAnsweredWithin(patience, context, Sent.MAYBE, null));
        hangUp();
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private long await(long nanos) throws InterruptedIOException {
        try {
            return arrived.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return closed ? 0 : piece.length() - position;
        } finally {
            lock.unlock();
        }
    }

    /** The transport is closed: a thread that reads must hear of it, and still closes the stream. */
    private void end() {
        fail(new ClientClosedException(context, null));
        hangUp();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            pieces.clear();
            arrived.signal();
        } finally {
            lock.unlock();
        }
        live.remove(ending);
        hangUp();
    }

    /**
     * Ends the exchange on the wire, if it is not at its end. What Vert.x has received but not yet delivered must come first: when that is all
     * there is, the connection may serve another call already, and must not be closed.
     */
    private void hangUp() {
        try {
            stack.atHome(() -> {
                response.resume();
                stack.atHome(() -> {
                    if (!received) {
                        received = true;
                        request.reset();
                    }
                });
            });
        } catch (RejectedExecutionException gone) {
            // The Vertx is closed, and all its connections with it.
            return;
        }
    }
}
