package io.exportcomments.transport.retrofit.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a caller, as long as its call starts, and while it carries the exchange. It stands for a channel, since
 * those are told when their thread is interrupted: a read of a socket is not.
 */
final class CallerThread extends AbstractInterruptibleChannel {
    private final Executor others;
    private @Nullable Runnable exchange;
    private Runnable hangUp = () -> {};
    private boolean carrying;
    private volatile boolean carried;
    private volatile boolean aborted;
    private volatile @Nullable CompletableFuture<?> lookUp;
    private volatile @Nullable CompletableFuture<?> call;

    CallerThread(Executor others) {
        this.others = others;
    }

    /**
     * Takes an exchange to be carried here; false if another one has to.
     *
     * @param end ends it on the wire, from any thread
     */
    boolean take(Runnable newExchange, Runnable end) {
        if (carrying || exchange != null) {
            return false;
        }
        exchange = newExchange;
        hangUp = end;
        return true;
    }

    /**
     * Carries what was taken. An interrupt cancels the call. Whatever ends the call ends the exchange, too, although an
     * interceptor may have put a future between them that hides the one from the other: nobody but this thread can
     * carry it on, and its caller wants it back.
     */
    void carry(CompletableFuture<?> started) {
        Runnable taken = exchange;
        carrying = true;
        if (taken == null) {
            return;
        }
        call = started;
        if (Thread.currentThread().isInterrupted()) {
            started.cancel(true);
        }
        Thread here = Thread.currentThread();
        started.whenComplete((answer, failure) -> {
            if (!carried && Thread.currentThread() != here) {
                abort();
            }
        });
        if (!started.isDone()) {
            run(taken);
        } else if (started.isCompletedExceptionally()) {
            abort();
            run(taken);
        } else {
            leave(taken);
        }
    }

    private void run(Runnable taken) {
        begin();
        try {
            taken.run();
        } finally {
            carried = true;
            end();
        }
    }

    /** The caller has its answer, and whoever gave it may want the exchange all the same. */
    private void leave(Runnable taken) {
        try {
            others.execute(taken);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The transport is closed, and so are all its exchanges, or there is no thread to read the answer.
            abort();
        }
    }

    private void end() {
        try {
            end(true);
        } catch (IOException e) {
            // It was interrupted, and the call is cancelled: its caller finds that there.
            return;
        }
    }

    /** The thread was interrupted. The one that did so may not run what hangs on the call. */
    @Override
    protected void implCloseChannel() {
        CompletableFuture<?> interrupted = call;
        if (interrupted == null) {
            return;
        }
        try {
            others.execute(() -> interrupted.cancel(true));
        } catch (RejectedExecutionException e) {
            // The transport is closed, and so are all its exchanges.
            return;
        }
    }

    /** Ends the exchange: a look-up of names, which OkHttp can't end, need not be waited for. */
    void abort() {
        hangUp.run();
        aborted = true;
        CompletableFuture<?> running = lookUp;
        if (running != null) {
            running.cancel(false);
        }
    }

    /** Looks up a name on another thread, as the look-up itself can't be ended. */
    List<InetAddress> lookUp(Dns names, String host) throws UnknownHostException {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        others.execute(() -> {
            try {
                found.complete(names.lookup(host));
            } catch (UnknownHostException | RuntimeException e) {
                found.completeExceptionally(e);
            }
        });
        lookUp = found;
        if (aborted) {
            found.cancel(false);
        }
        try {
            return found.join();
        } catch (CancellationException e) {
            throw new UnknownHostException(host);
        } catch (CompletionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw e;
        }
    }
}
