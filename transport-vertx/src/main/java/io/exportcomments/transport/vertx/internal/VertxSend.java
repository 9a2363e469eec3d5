package io.exportcomments.transport.vertx.internal;

import io.exportcomments.transport.http.spi.ConnectionChoice;
import io.exportcomments.transport.http.spi.HttpRequest;
import io.exportcomments.transport.http.spi.SendListener;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One request on its way, from the gate to the end of its answer. All of it happens on the home context. */
final class VertxSend {
    /** A look costs a millisecond, so a connection in constant use is spared. */
    private static final Duration SPARED = Duration.ofMillis(100);

    static final Duration AT_ONCE = Duration.ofMillis(100);

    private final VertxStack stack;
    private final HttpRequest asked;
    private final SendListener listener;
    private final @Nullable WaitingCaller caller;
    private final Runnable entering = this::entered;

    private boolean within;
    private boolean sent;
    private boolean held;
    private boolean over;
    private @Nullable HostAndPort awaited;
    private @Nullable HttpClientRequest request;
    private @Nullable VertxBody body;

    VertxSend(VertxStack stack, HttpRequest asked, SendListener listener, @Nullable WaitingCaller caller) {
        this.stack = stack;
        this.asked = asked;
        this.listener = listener;
        this.caller = caller;
    }

    void start() {
        try {
            stack.atHome(() -> {
                if (!over) {
                    within = true;
                    stack.gate().enter(entering);
                }
            });
        } catch (RejectedExecutionException gone) {
            listener.failed(gone);
        }
    }

    private void entered() {
        listener.started();
        listener.connecting();
        connect();
    }

    private void connect() {
        request = null;
        try {
            ask();
        } catch (RuntimeException unusable) {
            // Such as a proxy in the JVM's settings that can't be one: it must not be lost on the event loop.
            fail(unusable);
        }
    }

    private void ask() {
        RequestOptions options = Addresses.request(asked, stack.proxies());
        HostAndPort server = HostAndPort.create(options.getHost(), options.getPort());
        Future<HttpClientRequest> connection;
        try {
            connection = stack.handshakes().ask(this, () -> stack.client().request(options));
        } catch (IllegalStateException closed) {
            fail(new RejectedExecutionException(closed));
            return;
        }
        if (!connection.isComplete() && awaited == null) {
            awaited = server;
            stack.handshakes().await(server);
        }
        connection.onComplete(this::connected, failure -> unconnected(server, failure));
    }

    private void connected(HttpClientRequest next) {
        // What breaks shows in the response; without a handler Vert.x would log it.
        next.exceptionHandler(known -> {});
        if (over) {
            next.reset();
            return;
        }
        listener.connected();
        settle();
        request = next;
        next.response().onComplete(answer -> answered(next, answer), failure -> broken(next, failure));
        boolean shared = next.version() == HttpVersion.HTTP_2;
        Long idle = shared ? null : stack.idleNanos(next.connection());
        if (idle == null || (asked.connection() == ConnectionChoice.POOLED && idle < SPARED.toNanos())) {
            send(next, shared || idle != null);
        } else if (asked.connection() == ConnectionChoice.FRESH) {
            next.connection().close();
        } else {
            // If the service has closed it meanwhile, the event loop sees that before the timer.
            Duration quiet = asked.connection() == ConnectionChoice.PROVEN
                    ? ConnectionChoice.QUIET.minusNanos(idle)
                    : Duration.ZERO;
            long ignored = stack.later(quiet, () -> send(next, true));
        }
    }

    private void unconnected(HostAndPort server, Throwable failure) {
        boolean ended = stack.handshakes().ended(server);
        if (ended && !over) {
            connect();
        } else if (!over) {
            settle();
            fail(VertxFailures.refusedByProxy(failure));
        }
    }

    private void send(HttpClientRequest next, boolean reused) {
        if (over || next != request) {
            return;
        }
        if (!listener.sending(reused)) {
            reset();
            return;
        }
        sent = true;
        byte[] body = asked.body();
        Future<Void> ignored = body == null ? next.end() : next.end(Buffer.buffer(body));
    }

    private void broken(HttpClientRequest broken, Throwable failure) {
        if (over || broken != request) {
            return;
        }
        if (sent) {
            fail(VertxFailures.safe(failure));
        } else {
            listener.connecting();
            connect();
        }
    }

    private void answered(HttpClientRequest from, HttpClientResponse answer) {
        if (over || from != request) {
            return;
        }
        if (answer.statusCode() < 200) {
            // With HTTP/2 it may be one that Vert.x does not know: the answer is still to come, but would not be told.
            reset();
            fail(new ProtocolException("an interim answer"));
            return;
        }
        VertxBody taken = VertxBody.open(this, answer);
        body = taken;
        if (!listener.wants(taken)) {
            reset();
        }
        held = caller != null && !taken.isEnded();
        if (!held) {
            stack.handover().add(this);
        }
    }

    /** As much of the answer is there as will come before it is read: a caller must not wait for the rest. */
    void arrived() {
        if (held) {
            held = false;
            stack.handover().add(this);
        }
    }

    /** Gives the answer to its caller to read, if that waits for it and all of it is there. */
    boolean isReadByItsCaller() {
        return caller != null && body != null && body.isEnded() && caller.take(this);
    }

    /** Reads the answer; on a thread that may block. */
    void read() {
        VertxBody answer = Objects.requireNonNull(body);
        listener.answered(answer);
        if (!answer.isEnded()) {
            atHome(this::leave);
        }
    }

    /** The answer has come to its end, or broken off: the connection is free, or gone. */
    void received() {
        if (request != null) {
            stack.used(request.connection());
        }
        over();
    }

    private void fail(Throwable failure) {
        over();
        try {
            stack.threads().execute(() -> listener.failed(failure));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            listener.failed(failure);
        }
    }

    /** Ends the exchange, as nobody can read its answer. */
    void giveUp(Throwable reason) {
        abort();
        listener.failed(reason);
    }

    /** Ends the exchange, if it is not at its end; from any thread. */
    void abort() {
        atHome(this::hangUp);
    }

    /**
     * What Vert.x has received but not yet delivered must come first: when that is all there is, the connection may
     * serve another call already, and must not be closed.
     */
    private void hangUp() {
        if (body == null) {
            reset();
        } else if (!over) {
            body.resume();
            atHome(this::reset);
        }
    }

    /** Ends the exchange on the wire; to be called at home. */
    void reset() {
        HttpClientRequest open = request;
        if (!over) {
            over();
            if (open != null) {
                open.reset();
            }
            if (body != null) {
                body.end(new IOException("the exchange was ended"));
            }
        }
    }

    /**
     * Nobody wants the rest of the answer. If it is little and comes at once it is read, so that its connection can be
     * used again.
     */
    void discard() {
        atHome(() -> {
            if (!over && body != null) {
                long ignored = stack.later(AT_ONCE, this::reset);
                body.resume();
            }
        });
    }

    private void over() {
        over = true;
        HostAndPort server = awaited;
        if (server != null) {
            awaited = null;
            stack.handshakes().abandon(server, this);
        }
        leave();
    }

    private void leave() {
        if (within) {
            within = false;
            stack.gate().leave(entering);
        }
    }

    private void settle() {
        HostAndPort server = awaited;
        if (server != null) {
            awaited = null;
            stack.handshakes().settle(server);
        }
    }

    private void atHome(Runnable task) {
        try {
            stack.atHome(task);
        } catch (RejectedExecutionException gone) {
            // The Vertx is closed, and all its connections with it.
            return;
        }
    }
}
