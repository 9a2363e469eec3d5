package io.exportcomments.transport.vertx.internal;

import io.exportcomments.transport.http.spi.HttpRequest;
import io.exportcomments.transport.http.spi.HttpSender;
import io.exportcomments.transport.http.spi.SendListener;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries requests by Vert.x. Thread-safe. */
public final class VertxSender implements HttpSender {
    private final VertxStack stack;

    @SuppressWarnings("ThreadLocalUsage") // Each transport has its own; a value is removed by whoever sets it.
    private final ThreadLocal<@Nullable WaitingCaller> starting = new ThreadLocal<>();

    /** Requests on this stack, which is borrowed. */
    public VertxSender(VertxStack stack) {
        this.stack = stack;
    }

    @Override
    public Runnable send(HttpRequest request, SendListener listener) {
        VertxSend send = new VertxSend(stack, request, listener, starting.get());
        send.start();
        return send::abort;
    }

    @Override
    public <T> CompletableFuture<T> startHere(Supplier<CompletableFuture<T>> start) {
        if (starting.get() != null || Context.isOnEventLoopThread()) {
            return start.get();
        }
        WaitingCaller caller = new WaitingCaller();
        CompletableFuture<T> call;
        starting.set(caller);
        try {
            call = start.get();
        } finally {
            starting.remove();
        }
        caller.await(call);
        return call;
    }

    @Override
    public Executor threads() {
        return stack.threads();
    }

    /**
     * A call that is made on an event loop is completed on its context. One from a worker or a virtual thread may be
     * waited for there, so its context would never come to complete it.
     */
    @Override
    public Executor completions() {
        @Nullable Context context = Context.isOnEventLoopThread() ? Vertx.currentContext() : null;
        return context == null
                ? Runnable::run
                : task -> {
                    try {
                        context.runOnContext(nothing -> task.run());
                    } catch (RejectedExecutionException gone) {
                        task.run();
                    }
                };
    }
}
