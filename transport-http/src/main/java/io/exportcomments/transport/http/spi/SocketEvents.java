package io.exportcomments.transport.http.spi;

import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.port.SocketTransport.Listener;
import io.exportcomments.port.SocketTransport.Socket;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells a listener what becomes of its socket: in order, one at a time, on a thread of the transport, and nothing after
 * the end. Thread-safe; no method blocks.
 */
public final class SocketEvents {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.socket");

    private final Socket socket;
    private final Listener listener;
    private final SerialExecutor events;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean silent;

    /** The events of a socket, told on these threads; on a thread of the JDK's if there is none. */
    public SocketEvents(Socket socket, Listener listener, Executor threads) {
        this.socket = socket;
        this.listener = listener;
        events = new SerialExecutor(task -> {
            try {
                threads.execute(task);
            } catch (RejectedExecutionException | OutOfMemoryError noThread) {
                ForkJoinPool.commonPool().execute(task);
            }
        });
    }

    /** The handshake is done. */
    public void opened() {
        events.execute(() -> tell(() -> listener.onOpen(socket)));
    }

    /** A message came; {@code taken} is run when the listener has it, or will never have it. */
    public void text(String text, Runnable taken) {
        if (ended.get()) {
            taken.run();
            return;
        }
        events.execute(() -> {
            tell(() -> listener.onText(socket, text));
            taken.run();
        });
    }

    /** It was closed in order. Whether this is the end, and not something before. */
    public boolean closed(int code, String reason) {
        return end(() -> listener.onClosed(socket, code, reason));
    }

    /** It could not be opened, or broke. Whether this is the end, and not something before. */
    public boolean failed(Throwable error) {
        return end(() -> listener.onFailed(socket, error));
    }

    /** From now on the listener hears nothing. */
    public void silence() {
        silent = true;
        ended.set(true);
    }

    /** Whether the end was told, or is about to be. */
    public boolean isEnded() {
        return ended.get();
    }

    private boolean end(Runnable event) {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            events.execute(() -> {
                tell(event);
                silent = true;
            });
        }
        return first;
    }

    private void tell(Runnable event) {
        if (silent) {
            return;
        }
        try {
            event.run();
        } catch (Throwable e) {
            // Its text may quote what came, which is not for a log.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A socket's listener failed: " + e.getClass().getName());
        }
    }
}
