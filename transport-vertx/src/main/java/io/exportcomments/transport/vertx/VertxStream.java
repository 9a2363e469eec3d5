package io.exportcomments.transport.vertx;

import io.vertx.core.Handler;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * Values on the context on which the stream was asked for, as many as are demanded. It begins when its handler is set,
 * and is left by {@link #cancel()} or by taking the handler away; nothing is delivered afterwards. What it fails with
 * goes to the exception handler, and is logged where there is none. Of a stream of updates, a program that demands none
 * for a while gets the newest progress then, and never less than the end. Thread-safe.
 *
 * @param <T> the values
 */
public interface VertxStream<T> extends ReadStream<T> {
    /** Leaves the stream, and frees what it stands for; a watched job goes on. Doing so twice is fine. */
    void cancel();

    @Override
    VertxStream<T> exceptionHandler(@Nullable Handler<Throwable> handler);

    @Override
    VertxStream<T> handler(@Nullable Handler<T> handler);

    @Override
    VertxStream<T> endHandler(@Nullable Handler<Void> handler);

    @Override
    VertxStream<T> pause();

    @Override
    VertxStream<T> resume();

    @Override
    VertxStream<T> fetch(long amount);
}
