package io.exportcomments.testkit.transport;

import io.exportcomments.port.SocketTransport;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Hears a socket, and keeps what it heard: {@code open}, {@code text …}, {@code closed code reason} or an error. */
final class HeardSocket implements SocketTransport.Listener {
    private static final long BOUND_SECONDS = 10;

    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final Thread opener = Thread.currentThread();
    private volatile @Nullable String wrong;

    /** What was heard next. */
    Object next() {
        try {
            Object next = heard.poll(BOUND_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("Nothing was heard any more");
            }
            if (wrong != null) {
                throw new AssertionError(wrong);
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** What is heard within a time, if anything. */
    @Nullable Object within(long millis) {
        try {
            return heard.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private void hear(Object what) {
        if (inside.incrementAndGet() != 1) {
            wrong = "Two threads told something at once";
        }
        if (Thread.currentThread() == opener) {
            wrong = "The caller's own thread told something";
        }
        heard.add(what);
        inside.decrementAndGet();
    }

    @Override
    public void onOpen(SocketTransport.Socket socket) {
        hear("open");
    }

    @Override
    public void onText(SocketTransport.Socket socket, String text) {
        hear("text " + text);
    }

    @Override
    public void onClosed(SocketTransport.Socket socket, int code, String reason) {
        hear("closed " + code + " " + reason);
    }

    @Override
    public void onFailed(SocketTransport.Socket socket, Throwable error) {
        hear(error);
    }
}
