package io.exportcomments.internal.create;

import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import java.util.concurrent.CompletableFuture;

/** Sends once, and keeps what was refused for a time that does not come. */
final class Refusals implements TransportInterceptor {
    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        CompletableFuture<T> waiting = new CompletableFuture<>();
        chain.proceed().thenAccept(waiting::complete);
        return waiting;
    }
}
