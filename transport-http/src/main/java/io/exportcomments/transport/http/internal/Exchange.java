package io.exportcomments.transport.http.internal;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.Operation;
import io.exportcomments.transport.http.spi.ConnectionChoice;
import io.exportcomments.transport.http.spi.ExchangeProgress;
import io.exportcomments.transport.http.spi.HttpAnswer;
import io.exportcomments.transport.http.spi.HttpRequest;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.transport.http.spi.SendListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with the service, from the call to the answer that counts, and the future that it completes: with what
 * is read from the answer, or with an error of core. Whoever completes the future before, by cancelling it or
 * otherwise, aborts the exchange.
 *
 * @param <T> what the caller gets
 */
final class Exchange<T> implements SendListener {
    private final Exchanges exchanges;
    private final HttpSession session;
    private final Reading<T> reading;
    private final Executor caller;
    private final ExchangeProgress progress;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final Runnable closing = this::close;

    private volatile @Nullable HttpRequest request;
    private volatile Runnable abort = () -> {};
    private volatile boolean reused;
    private volatile int status;
    private boolean sentAgain;
    private int followed;

    Exchange(Exchanges exchanges, ErrorContext context, Reading<T> reading) {
        this.exchanges = exchanges;
        this.session = exchanges.session();
        this.reading = reading;
        this.caller = exchanges.sender().completions();
        this.progress = session.progress(context, this::timeOut);
    }

    CompletableFuture<T> start(HttpRequest first) {
        future.whenComplete((value, error) -> ended(error));
        session.live().add(closing);
        if (!future.isDone()) {
            send(first);
        }
        return future;
    }

    ErrorContext context() {
        return progress.context();
    }

    private void send(HttpRequest next) {
        request = next;
        abort = exchanges.sender().send(next, this);
        if (future.isCompletedExceptionally()) {
            abort();
        }
    }

    @Override
    public void started() {
        progress.waiting();
    }

    @Override
    public void connecting() {
        progress.connecting();
    }

    @Override
    public void connected() {
        progress.connected();
    }

    @Override
    public boolean sending(boolean onReused) {
        reused = onReused;
        return progress.sending();
    }

    @Override
    public boolean wants(HttpAnswer answer) {
        return answer.status() / 100 != 2 || reading.wants(this, answer);
    }

    @Override
    public void answered(HttpAnswer answer) {
        progress.answered();
        status = answer.status();
        try {
            if (RedirectPolicy.isRedirect(answer.status())) {
                follow(answer);
            } else if (answer.status() / 100 == 2) {
                give(reading.read(this, answer));
            } else {
                fail(refusal(answer));
            }
        } catch (ZipException | UnsupportedEncodingException e) {
            fail(new UnreadableAnswerException(context().answered(answer.status(), null, null), "", e));
            closeUnwanted(answer.body());
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
            closeUnwanted(answer.body());
        }
    }

    private ExportCommentsException refusal(HttpAnswer answer) {
        ErrorContext asked = sentAgain ? context().attempts(2) : context();
        URI from = Objects.requireNonNull(request).url();
        return OtherHost.told(session.settings(), from, session.refusal(asked, answer));
    }

    private void follow(HttpAnswer answer) throws IOException {
        HttpRequest from = Objects.requireNonNull(request);
        URI target = exchanges
                .redirects()
                .follow(context(), from.url(), answer.status(), answer.header("Location"), followed++);
        answer.body().close();
        send(exchanges.addressed(
                context().operation().orElseThrow(), from.method(), target, from.headers(), from.body()));
    }

    private void give(T value) {
        caller.execute(() -> {
            if (!future.complete(value) && value instanceof AutoCloseable unwanted) {
                closeUnwanted(unwanted);
            }
        });
    }

    private static void closeUnwanted(AutoCloseable value) {
        try {
            value.close();
        } catch (Exception e) {
            // Nobody reads it any more, so nobody misses the end of it.
            return;
        }
    }

    /**
     * Once, a connection of the pool may turn out to be over when the request was on its way: safe ones are sent again
     * then.
     */
    @Override
    public void failed(Throwable failure) {
        HttpRequest lost = request;
        boolean mayBeLost = lost != null && reused && !sentAgain && progress.isLost(failure);
        if (lost == null || !mayBeLost || isInterrupted(failure) || future.isDone()) {
            fail(failure);
            return;
        }
        sentAgain = true;
        exchanges.peerHangsUp();
        if (lost.connection() == ConnectionChoice.POOLED) {
            send(lost.onFreshConnection());
        } else {
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        progress.stop();
        if (isInterrupted(failure)) {
            future.cancel(true);
            return;
        }
        boolean closed = session.live().isClosed() || failure instanceof RejectedExecutionException;
        ExportCommentsException error = closed ? clientClosed(failure) : progress.failure(failure);
        caller.execute(() -> future.completeExceptionally(withStatus(error)));
    }

    /** What the threads that the program lent say of their end goes along. */
    private ClientClosedException clientClosed(Throwable failure) {
        return new ClientClosedException(context(), failure instanceof RejectedExecutionException ? failure : null);
    }

    /** Of what must not be sent twice it has to be known that it was answered as taken, though the answer broke off. */
    private ExportCommentsException withStatus(ExportCommentsException error) {
        boolean taken = status / 100 == 2
                && context().operation().filter(Operation::idempotent).isEmpty();
        return taken && error instanceof ConnectionException
                ? error.withContext(error.context().answered(status, null, null))
                : error;
    }

    /** It is the caller's thread then that carries the exchange, and to interrupt that is to cancel. */
    private static boolean isInterrupted(Throwable failure) {
        return failure instanceof InterruptedIOException
                && Thread.currentThread().isInterrupted();
    }

    /**
     * The exchange may be where ending it does not reach, such as a look-up of the host's name, so that is not waited
     * for.
     */
    private void timeOut() {
        abort();
        ConnectionException late = progress.timedOut();
        Throwable why = late == null ? new IOException("timeout") : late;
        try {
            exchanges.sender().threads().execute(() -> fail(why));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            fail(why);
        }
    }

    private void close() {
        caller.execute(() -> future.completeExceptionally(new ClientClosedException(context(), null)));
    }

    private void ended(@Nullable Throwable error) {
        session.live().remove(closing);
        progress.stop();
        if (error != null) {
            abort();
        }
    }

    void abort() {
        abort.run();
    }

    /** Makes of an answer of 2xx what the caller gets. */
    @FunctionalInterface
    interface Reading<T> {
        /** The value; throws what is wrong with the answer. */
        T read(Exchange<T> exchange, HttpAnswer answer) throws IOException;

        /** Whether there can be such a value, as far as the head tells. */
        default boolean wants(Exchange<T> exchange, HttpAnswer answer) {
            return true;
        }
    }
}
