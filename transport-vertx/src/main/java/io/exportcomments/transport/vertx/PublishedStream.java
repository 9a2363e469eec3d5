package io.exportcomments.transport.vertx;

import io.exportcomments.adapter.LogText;
import io.exportcomments.error.ClientClosedException;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A publisher of core as a stream of Vert.x: one value is asked for at a time, and only while there is demand. */
final class PublishedStream<T> implements VertxStream<T> {
    private static final System.Logger LOG = System.getLogger("io.exportcomments");

    private final Flow.Publisher<T> publisher;
    private final Context context;
    private final Object lock = new Object();

    private @Nullable Handler<T> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private Flow.@Nullable Subscription subscription;
    private long demand = Long.MAX_VALUE;
    private boolean begun;
    private boolean asked;
    private boolean over;
    private @Nullable T arrived;
    private @Nullable Throwable failure;
    private volatile boolean ended;

    PublishedStream(Flow.Publisher<T> publisher, Context context) {
        this.publisher = publisher;
        this.context = context;
    }

    @Override
    public PublishedStream<T> handler(@Nullable Handler<T> newHandler) {
        boolean begin;
        synchronized (lock) {
            handler = newHandler;
            begin = newHandler != null && !begun;
            begun |= begin;
        }
        if (newHandler == null) {
            cancel();
        } else if (begin) {
            publisher.subscribe(new Subscriber());
        }
        return this;
    }

    @Override
    public PublishedStream<T> endHandler(@Nullable Handler<Void> newHandler) {
        synchronized (lock) {
            endHandler = newHandler;
        }
        return this;
    }

    @Override
    public PublishedStream<T> exceptionHandler(@Nullable Handler<Throwable> newHandler) {
        synchronized (lock) {
            exceptionHandler = newHandler;
        }
        return this;
    }

    @Override
    public PublishedStream<T> pause() {
        synchronized (lock) {
            demand = 0;
        }
        return this;
    }

    @Override
    public PublishedStream<T> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public PublishedStream<T> fetch(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("Demand is zero or more: " + amount);
        }
        synchronized (lock) {
            demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        }
        drainOnContext();
        ask();
        return this;
    }

    @Override
    public void cancel() {
        Flow.Subscription left;
        synchronized (lock) {
            over = true;
            left = subscription;
        }
        if (left != null) {
            left.cancel();
        }
    }

    /** Asks for one more value, if there is demand and none is on its way. */
    private void ask() {
        Flow.Subscription open;
        synchronized (lock) {
            open = subscription;
            if (open == null || asked || over || demand == 0) {
                return;
            }
            asked = true;
        }
        open.request(1);
    }

    private void drainOnContext() {
        try {
            context.runOnContext(nothing -> drain());
        } catch (RejectedExecutionException gone) {
            cancel();
        }
    }

    /** Delivers what has come, on the context: a value when there is demand for it, and the end after it. */
    private void drain() {
        T value;
        synchronized (lock) {
            if (over || (arrived != null && demand == 0)) {
                return;
            }
            value = arrived;
            arrived = null;
        }
        if (value != null) {
            deliver(value);
        }
        if (ended) {
            end();
        }
    }

    private void deliver(T value) {
        Handler<T> receiver;
        synchronized (lock) {
            demand = demand == Long.MAX_VALUE ? demand : demand - 1;
            asked = false;
            receiver = handler;
        }
        try {
            if (receiver != null) {
                receiver.handle(value);
            }
        } finally {
            ask();
        }
    }

    private void end() {
        Handler<Void> atEnd;
        Handler<Throwable> atFailure;
        Throwable cause;
        synchronized (lock) {
            if (over || arrived != null) {
                return;
            }
            over = true;
            atEnd = endHandler;
            atFailure = exceptionHandler;
            cause = failure;
        }
        if (cause == null) {
            if (atEnd != null) {
                atEnd.handle(null);
            }
        } else if (atFailure != null) {
            atFailure.handle(cause);
        } else if (!(cause instanceof ClientClosedException)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A stream failed, and nobody listens for that: " + LogText.messageOf(cause));
        }
    }

    private final class Subscriber implements Flow.Subscriber<T> {
        @Override
        public void onSubscribe(Flow.Subscription opened) {
            boolean late;
            synchronized (lock) {
                subscription = opened;
                late = over;
            }
            if (late) {
                opened.cancel();
            } else {
                ask();
            }
        }

        @Override
        public void onNext(T value) {
            synchronized (lock) {
                arrived = value;
            }
            drainOnContext();
        }

        @Override
        public void onError(Throwable cause) {
            synchronized (lock) {
                failure = cause;
                ended = true;
            }
            drainOnContext();
        }

        @Override
        public void onComplete() {
            synchronized (lock) {
                ended = true;
            }
            drainOnContext();
        }
    }
}
