package io.exportcomments.codec.moshi.http;

import io.exportcomments.port.SocketTransport.Listener;
import io.exportcomments.port.SocketTransport.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener what becomes of its socket: in order, one at a time, on a thread of the transport, and nothing after the end.
 * Thread-safe; no method blocks.
 */
public final class SocketEvents {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.socket");

    private final Socket socket;
    private final Listener listener;
    private final Executor threads;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean ended;
    private volatile boolean silent;

    /** The events of a socket, told on these threads; on a thread of the JDK's if they are no more. */
    public SocketEvents(Socket socket, Listener listener, Executor threads) {
        this.socket = socket;
        this.listener = listener;
        this.threads = threads;
    }

    /** The handshake is done. */
    public void opened() {
        add(() -> listener.onOpen(socket), false);
    }

    /** A message came; {@code taken} is run when the listener has it, or will never have it. */
    public void text(String text, Runnable taken) {
        boolean added = add(
                () -> {
                    try {
                        listener.onText(socket, text);
                    } finally {
                        taken.run();
                    }
                },
                taken,
                false);
        if (!added) {
            taken.run();
        }
    }

    /** It was closed in order. Whether this is the end, and not something before. */
    public boolean closed(int code, String reason) {
        return add(() -> listener.onClosed(socket, code, reason), true);
    }

    /** It could not be opened, or broke. Whether this is the end, and not something before. */
    public boolean failed(Throwable error) {
        return add(() -> listener.onFailed(socket, error), true);
    }

    /** From now on the listener hears nothing. */
    public synchronized void silence() {
        ended = true;
        silent = true;
    }

    /** Whether the end was told, or is about to be. */
    public synchronized boolean isEnded() {
        return ended;
    }

    private boolean add(Runnable event, boolean last) {
        return add(event, null, last);
    }

    private boolean add(Runnable event, @Nullable Runnable otherwise, boolean last) {
        synchronized (this) {
            if (ended) {
                return false;
            }
            ended = last;
            waiting.add(() -> tell(event, otherwise));
            if (running) {
                return true;
            }
            running = true;
        }
        start();
        return true;
    }

    private void start() {
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException closed) {
            ForkJoinPool.commonPool().execute(this::run);
        }
    }

    private void run() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        running = next != null;
        return next;
    }

    private void tell(Runnable event, @Nullable Runnable otherwise) {
        if (silent) {
            if (otherwise != null) {
                otherwise.run();
            }
            return;
        }
        try {
            event.run();
        } catch (RuntimeException e) {
            // Its text may quote what came, which is not for a log.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A socket's listener failed: " + e.getClass().getName());
        }
    }
}
