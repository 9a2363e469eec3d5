package io.exportcomments.transport.vertx.internal;

import io.exportcomments.transport.http.spi.HttpAnswer;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An answer, and its body as it comes. At most {@value #WINDOW} pieces wait for the reader; more are asked of the wire
 * as it takes them. What has come is still read when the connection breaks.
 */
final class VertxBody extends InputStream implements HttpAnswer {
    private static final int WINDOW = 16;
    private static final int LITTLE = 64 * 1024;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final VertxSend send;
    private final HttpClientResponse response;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    /** Guarded by the lock. */
    private final Deque<Buffer> pieces = new ArrayDeque<>();

    private Buffer piece = Buffer.buffer();
    private int position;
    private int taken;
    private boolean ended;
    private int unwanted;
    private boolean closed;
    private @Nullable IOException failure;

    private VertxBody(VertxSend send, HttpClientResponse response) {
        this.send = send;
        this.response = response;
    }

    /** Takes over an answer; to be called at home. */
    static VertxBody open(VertxSend send, HttpClientResponse response) {
        VertxBody body = new VertxBody(send, response);
        response.pause();
        response.exceptionHandler(broken -> body.broken(VertxFailures.safe(broken)));
        response.endHandler(end -> body.whole());
        response.handler(body::received);
        response.fetch(WINDOW);
        return body;
    }

    @Override
    public int status() {
        return response.statusCode();
    }

    @Override
    public @Nullable String header(String name) {
        return response.getHeader(name);
    }

    @Override
    public InputStream body() {
        return this;
    }

    private void received(Buffer next) {
        boolean full = false;
        lock.lock();
        try {
            if (closed) {
                unwanted += next.length();
            } else {
                pieces.add(next);
                arrived.signalAll();
                full = pieces.size() == WINDOW;
            }
        } finally {
            lock.unlock();
        }
        if (full) {
            send.arrived();
        } else if (unwanted > LITTLE) {
            send.reset();
        }
    }

    private void whole() {
        send.received();
        if (isFollowedByABody()) {
            response.request().connection().close();
        }
        end(null);
    }

    /** Where no body belongs, Vert.x takes one for the beginning of the next answer. */
    private boolean isFollowedByABody() {
        boolean bodiless = response.statusCode() == NO_CONTENT || response.statusCode() == NOT_MODIFIED;
        String length = response.getHeader("Content-Length");
        boolean announced = (length != null && !length.equals("0")) || response.getHeader("Transfer-Encoding") != null;
        return bodiless && announced && response.version() != HttpVersion.HTTP_2;
    }

    private void broken(IOException cause) {
        send.received();
        end(cause);
    }

    /** Nothing more comes; to be called at home. */
    void end(@Nullable IOException cause) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                failure = cause;
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        send.arrived();
    }

    /** Whether nothing more comes: the exchange is over then. */
    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Takes what comes as it comes; to be called at home. */
    void resume() {
        response.resume();
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
        while (true) {
            if (closed) {
                throw new IOException("the stream is closed");
            }
            if (position < piece.length()) {
                return true;
            }
            Buffer waiting = pieces.poll();
            if (waiting != null) {
                take(waiting);
            } else if (failure != null) {
                throw failure;
            } else if (ended) {
                return false;
            } else {
                await();
            }
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

    @SuppressWarnings("WaitNotInLoop") // the caller loops, and whoever measures the time aborts the exchange
    private void await() throws InterruptedIOException {
        try {
            arrived.await();
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

    /** Waits a moment for the end, so that the connection is free for the next call; not on an event loop. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            pieces.clear();
            if (ended) {
                return;
            }
            arrived.signalAll();
            send.discard();
            long left = Context.isOnEventLoopThread() ? 0 : VertxSend.AT_ONCE.toNanos();
            while (!ended && left > 0) {
                left = arrived.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
