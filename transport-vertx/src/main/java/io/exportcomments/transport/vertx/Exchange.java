package io.exportcomments.transport.vertx;

import io.exportcomments.codec.moshi.http.ConnectionTrouble;
import io.exportcomments.codec.moshi.http.RedirectPolicy;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.Sent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with the service, from the call to its answer, and the future that it completes: with what its {@link Answer} makes of it, or
 * with an error of core. Whoever completes the future before, by cancelling it or otherwise, aborts the exchange. All of it but
 * the future happens on the home context.
 *
 * @param <T> what the caller gets
 */
final class Exchange<T> {
    private static final Duration LOOK = Duration.ofMillis(1);

    private final Asked asked;
    private final Answer<T> answer;
    private final Conversation conversation;
    private final HttpStack stack;
    private final Caller caller;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final Runnable closing = this::close;
    private final Runnable entering = this::entered;

    private URI url;
    private int followed;
    private boolean waiting;
    private boolean sent;
    private boolean over;
    private long connecting;
    private long answering;
    private @Nullable HostAndPort awaited;
    private @Nullable HttpClientRequest request;

    Exchange(Asked asked, Answer<T> answer, Conversation conversation) {
        this.asked = asked;
        this.answer = answer;
        this.conversation = conversation;
        this.stack = conversation.stack();
        this.caller = Caller.current(stack.threads());
        this.url = asked.url();
    }

    CompletableFuture<T> start() {
        future.whenComplete((value, error) -> ended());
        conversation.live().add(closing);
        if (!future.isDone()) {
            atHome(this::begin);
        }
        return future;
    }

    ErrorContext context() {
        return asked.context();
    }

    Conversation conversation() {
        return conversation;
    }

    private void begin() {
        if (!future.isDone()) {
            waiting = true;
            stack.gate().enter(entering);
        }
    }

    private void entered() {
        if (future.isDone()) {
            over();
            return;
        }
        answering = stack.later(conversation.timeouts().attempt(), this::notAnswered);
        connect();
    }

    private void connect() {
        sent = false;
        request = null;
        RequestOptions options = conversation.addressed(asked, url);
        HostAndPort server = HostAndPort.create(options.getHost(), options.getPort());
        Future<HttpClientRequest> connection;
        try {
            connection = stack.handshakes().ask(this, () -> stack.client().request(options));
        } catch (IllegalStateException closed) {
            fail(new ClientClosedException(context(), closed));
            return;
        }
        if (!connection.isComplete() && awaited == null) {
            awaited = server;
            stack.handshakes().await(server);
            connecting = stack.later(conversation.timeouts().connect(), this::notConnected);
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
        cancelConnecting();
        request = next;
        next.response().onComplete(response -> answered(next, response), failure -> broken(next, failure));
        if (stack.wasIdle(next.connection())) {
            // If the service has closed it meanwhile, the event loop sees that before the timer.
            long ignored = stack.later(LOOK, () -> send(next));
        } else {
            send(next);
        }
    }

    private void unconnected(HostAndPort server, Throwable failure) {
        boolean ended = stack.handshakes().ended(server);
        if (over) {
            return;
        }
        if (ended) {
            connect();
        } else {
            cancelConnecting();
            fail(Failures.ofConnecting(context(), conversation.timeouts(), failure));
        }
    }

    private void send(HttpClientRequest next) {
        if (over || next != request) {
            return;
        }
        sent = true;
        Buffer body = asked.body();
        if (body == null) {
            next.end();
        } else {
            next.end(body);
        }
    }

    private void broken(HttpClientRequest broken, Throwable failure) {
        if (over || broken != request) {
            return;
        }
        request = null;
        if (sent) {
            fail(Failures.ofAnswering(context(), failure));
        } else {
            connect();
        }
    }

    private void answered(HttpClientRequest from, HttpClientResponse response) {
        if (over || from != request) {
            return;
        }
        if (RedirectPolicy.isRedirect(response.statusCode())) {
            follow(from, response);
        } else if (response.statusCode() / 100 == 2) {
            answer.take(this, from, response);
        } else {
            Refusal.read(this, response);
        }
    }

    private void follow(HttpClientRequest from, HttpClientResponse response) {
        try {
            url = conversation
                    .redirects()
                    .follow(context(), url, response.statusCode(), response.getHeader("Location"), followed);
        } catch (ExportCommentsException refused) {
            fail(refused);
            return;
        }
        followed++;
        Leftover.discard(stack, from, response);
        connect();
    }

    private void notConnected() {
        fail(ConnectionTrouble.notConnectedWithin(conversation.timeouts().connect(), context(), null));
    }

    private void notAnswered() {
        fail(ConnectionTrouble.notAnsweredWithin(
                conversation.timeouts().attempt(), context(), sent ? Sent.MAYBE : Sent.NO, null));
    }

    /** Ends the exchange with an error, and hangs up if it is not at its end. */
    void fail(ExportCommentsException error) {
        if (over) {
            return;
        }
        hangUp();
        ExportCommentsException told =
                conversation.live().isClosed() ? new ClientClosedException(context(), null) : error;
        caller.complete(() -> future.completeExceptionally(told));
    }

    /** The exchange is over: its time does not run any more, and another may begin. What became of its connection is known. */
    void over() {
        over = true;
        abandonConnecting();
        stack.cancelTimer(answering);
        if (waiting) {
            waiting = false;
            stack.gate().leave(entering);
        }
    }

    /** The answer is there to its end, so the connection is free. */
    void whole() {
        if (request != null) {
            stack.used(request.connection());
        }
        over();
    }

    boolean isOver() {
        return over;
    }

    /** Ends the exchange on the wire. */
    void hangUp() {
        HttpClientRequest open = request;
        request = null;
        over();
        if (open != null) {
            open.reset();
        }
    }

    /** Gives the caller what is read on a thread of the transport, where reading may take its time. */
    void read(Reading<T> reading) {
        try {
            stack.threads().execute(() -> {
                try {
                    T value = reading.read();
                    caller.completeHere(() -> give(value));
                } catch (Exception | StackOverflowError e) {
                    ExportCommentsException error = Failures.ofReading(context(), e);
                    caller.completeHere(() -> future.completeExceptionally(error));
                }
            });
        } catch (RejectedExecutionException closed) {
            close();
        }
    }

    private void give(T value) {
        if (!future.complete(value) && value instanceof AutoCloseable unwanted) {
            closeUnwanted(unwanted);
        }
    }

    private static void closeUnwanted(AutoCloseable value) {
        try {
            value.close();
        } catch (Exception e) {
            // Nobody reads it any more, so nobody misses the end of it.
            return;
        }
    }

    private void cancelConnecting() {
        HostAndPort server = awaited;
        if (server != null) {
            awaited = null;
            stack.cancelTimer(connecting);
            stack.handshakes().settle(server);
        }
    }

    private void abandonConnecting() {
        HostAndPort server = awaited;
        if (server != null) {
            awaited = null;
            stack.cancelTimer(connecting);
            stack.handshakes().abandon(server, this);
        }
    }

    private void close() {
        caller.completeHere(() -> future.completeExceptionally(new ClientClosedException(context(), null)));
    }

    /** Whoever completed the future: if the exchange is not over, nobody waits for it any more. */
    private void ended() {
        conversation.live().remove(closing);
        atHome(() -> {
            if (!over) {
                hangUp();
            }
        });
    }

    private void atHome(Runnable task) {
        try {
            stack.atHome(task);
        } catch (RejectedExecutionException gone) {
            future.completeExceptionally(new ClientClosedException(context(), gone));
        }
    }

    /** Makes of an answer of 2xx what the caller gets. */
    @FunctionalInterface
    interface Answer<T> {
        /** Takes the answer, at home: it calls {@link #whole}, {@link #hangUp} or {@link #fail} when the exchange is over. */
        void take(Exchange<T> exchange, HttpClientRequest request, HttpClientResponse response);
    }

    /** Makes a value of what came. */
    @FunctionalInterface
    interface Reading<T> {
        /** The value; throws what is wrong with it. */
        T read() throws Exception;
    }
}
