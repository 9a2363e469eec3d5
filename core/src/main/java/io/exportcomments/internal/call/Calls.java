package io.exportcomments.internal.call;

import io.exportcomments.adapter.TimeoutQueue;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.Operation;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.port.WebhookTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All calls of one client: each goes through the interceptors to the transport, has a deadline, can be cancelled, and
 * ends when the client is closed. Nothing is thrown from here: what goes wrong is in the future.
 */
public final class Calls implements AutoCloseable {
    private final JobTransport transport;
    private final List<TransportInterceptor> interceptors;
    private final Timekeeper time;
    private final Duration allowed;
    private final TimeoutQueue<OpenCall<?>> open;
    private final Executor aside;
    private final JobTransport foreground;

    /**
     * @param interceptors the first is the outermost
     * @param aside runs what hangs on a call whose time is over
     */
    public Calls(
            JobTransport transport,
            List<TransportInterceptor> interceptors,
            Timekeeper time,
            Timeouts timeouts,
            Executor aside) {
        this.transport = transport;
        this.interceptors = List.copyOf(interceptors);
        this.time = time;
        this.allowed = timeouts.call();
        this.open = new TimeoutQueue<>(time, allowed, this::expire);
        this.aside = aside;
        this.foreground = new CallTransport(this, transport, false, jobs -> {});
    }

    /** The transport for what the program asks. */
    public JobTransport foreground() {
        return foreground;
    }

    /** The transport for what the library asks by itself, to keep watches true. */
    public JobTransport background() {
        return background(jobs -> {});
    }

    /** The same, and somebody hears which jobs were read by it. */
    public JobTransport background(Consumer<List<Job>> seen) {
        return new CallTransport(this, transport, true, seen);
    }

    /** The transport for what the program asks about webhooks; the supplier is asked at each call. */
    public WebhookTransport webhooks(Supplier<WebhookTransport> webhooks) {
        return new CallWebhooks(this, webhooks);
    }

    /**
     * Sends a creation, as a part of a call with a deadline of its own.
     *
     * @param sending does each exchange, as soon as the interceptors let the request through to the transport
     */
    public CompletableFuture<Job> create(
            ExportRequest request,
            long deadline,
            Function<Supplier<CompletableFuture<Job>>, CompletableFuture<Job>> sending) {
        return start(Operation.CREATE, null, false, deadline, () -> sending.apply(() -> transport.create(request)));
    }

    /**
     * Sends a batch, as a part of a call with a deadline of its own.
     *
     * @param sending does each exchange, as soon as the interceptors let the request through to the transport
     */
    public CompletableFuture<BatchReceipt> createBatch(
            BatchRequest request,
            long deadline,
            Function<Supplier<CompletableFuture<BatchReceipt>>, CompletableFuture<BatchReceipt>> sending) {
        int urls = request.urls().size();
        return start(
                Operation.BATCH_CREATE,
                null,
                false,
                deadline,
                urls,
                () -> sending.apply(() -> BatchAnswers.checked(request, transport.createBatch(request))),
                null);
    }

    CompletableFuture<BatchReceipt> createBatch(BatchRequest request) {
        return createBatch(request, time.nanoTime() + allowed.toNanos(), Supplier::get);
    }

    /** Reads a page of the list, as a part of a call with a deadline of its own. */
    public CompletableFuture<JobPage> list(int page, int limit, long deadline) {
        return start(Operation.LIST, null, false, deadline, () -> transport.list(page, limit));
    }

    <T> CompletableFuture<T> start(
            Operation operation, @Nullable JobGuid guid, boolean background, Supplier<CompletableFuture<T>> exchange) {
        return start(operation, guid, background, exchange, null);
    }

    /**
     * The same with a check, which the interceptors see the outcome of.
     *
     * @param check throws what is wrong with an answer; null if nothing can be
     */
    <T> CompletableFuture<T> start(
            Operation operation,
            @Nullable JobGuid guid,
            boolean background,
            Supplier<CompletableFuture<T>> exchange,
            @Nullable UnaryOperator<T> check) {
        return start(operation, guid, background, time.nanoTime() + allowed.toNanos(), 1, exchange, check);
    }

    private <T> CompletableFuture<T> start(
            Operation operation,
            @Nullable JobGuid guid,
            boolean background,
            long deadline,
            Supplier<CompletableFuture<T>> exchange) {
        return start(operation, guid, background, deadline, 1, exchange, null);
    }

    private <T> CompletableFuture<T> start(
            Operation operation,
            @Nullable JobGuid guid,
            boolean background,
            long deadline,
            int urls,
            Supplier<CompletableFuture<T>> exchange,
            @Nullable UnaryOperator<T> check) {
        OpenCall<T> call = new OpenCall<>(operation, guid, open);
        try {
            if (!call.begin(time.nanoTime())) {
                return closed(call);
            }
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
        if (interceptors.isEmpty()) {
            call.follow(guarded(exchange), check);
            return call;
        }
        TransportCall described =
                new TransportCall(operation, Optional.ofNullable(guid), OptionalLong.of(deadline), background, urls);
        Supplier<CompletableFuture<T>> innermost = check == null ? exchange : () -> checked(exchange.get(), check);
        call.follow(new Rest<>(interceptors, 0, described, call, innermost).proceed(), null);
        return call;
    }

    private static <T> CompletableFuture<T> closed(OpenCall<T> call) {
        return CompletableFuture.failedFuture(new ClientClosedException(call.context(), null));
    }

    /** Off the timekeeper's thread, as what hangs on a call runs with its end. */
    private void expire(OpenCall<?> call, @Nullable Throwable reason) {
        Throwable end = reason != null ? reason : new DeadlineExceededException(call.context(), allowed, null);
        aside.execute(() -> call.completeExceptionally(end));
    }

    private static <T> CompletableFuture<T> checked(CompletableFuture<T> exchange, UnaryOperator<T> check) {
        Chain<T> chain = new Chain<>();
        return chain.step(exchange, value -> chain.complete(check.apply(value)));
    }

    /** The interceptors from one on, and what is behind them. */
    private record Rest<T>(
            List<TransportInterceptor> interceptors,
            int next,
            TransportCall described,
            OpenCall<T> call,
            Supplier<CompletableFuture<T>> exchange)
            implements TransportInterceptor.Chain<T>, Supplier<CompletableFuture<T>> {
        @Override
        public CompletableFuture<T> proceed() {
            return guarded(this);
        }

        @Override
        public CompletableFuture<T> get() {
            if (next < interceptors.size()) {
                return interceptors
                        .get(next)
                        .intercept(described, new Rest<>(interceptors, next + 1, described, call, exchange));
            }
            // An interceptor may come back with another attempt when its caller has long gone: that one is not sent.
            return call.isDone() ? CompletableFuture.failedFuture(new CancellationException()) : exchange.get();
        }
    }

    private static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> step) {
        try {
            CompletableFuture<T> result = step.get();
            return result != null
                    ? result
                    : CompletableFuture.failedFuture(new IllegalStateException("An interceptor returned no future"));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Ends all calls under way with a {@link ClientClosedException}, and refuses new ones so. Closing twice is fine.
     */
    @Override
    public void close() {
        open.close().forEach(call -> call.completeExceptionally(new ClientClosedException(call.context(), null)));
    }
}
