package io.exportcomments.transport.retrofit;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.codec.moshi.http.ConnectionTrouble;
import io.exportcomments.codec.moshi.http.SocketEvents;
import io.exportcomments.codec.moshi.http.SocketRules;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.port.SocketTransport.Listener;
import io.exportcomments.port.SocketTransport.Socket;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.AsyncTimeout;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** One WebSocket on OkHttp. OkHttp's reader waits while the listener has enough to do, and so the wire does. Thread-safe. */
final class RetrofitSocket extends WebSocketListener implements Socket {
    private final Exchange exchange;
    private final Inflow inflow;
    private final JobCodec codec;
    private final LiveExchanges live;
    private final SocketEvents events;
    private final Semaphore window = new Semaphore(SocketRules.WINDOW);
    private final Runnable closing = this::closeWithTransport;
    private final Patience patience = new Patience();

    private volatile @Nullable WebSocket wire;
    private volatile boolean open;
    private volatile boolean closeAsked;

    RetrofitSocket(
            Exchange exchange, Inflow inflow, JobCodec codec, LiveExchanges live, Listener listener, Executor threads) {
        this.exchange = exchange;
        this.inflow = inflow;
        this.codec = codec;
        this.live = live;
        events = new SocketEvents(this, listener, threads);
    }

    RetrofitSocket start(OkHttpClient client, Request request) {
        exchange.onTimeout(this::timeOut);
        live.add(closing);
        if (!events.isEnded()) {
            exchange.begin();
            exchange.connecting();
            wire = client.newWebSocket(request, this);
            if (events.isEnded()) {
                abort();
            }
        }
        return this;
    }

    @Override
    public void onOpen(WebSocket opened, Response response) {
        wire = opened;
        exchange.answered();
        exchange.untimed();
        inflow.reset();
        open = true;
        events.opened();
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        inflow.reset();
        if (text.length() > SocketRules.LARGEST_MESSAGE) {
            fail(ConnectionTrouble.BROKEN.error(exchange.context(), Sent.MAYBE, null));
            return;
        }
        try {
            window.acquire();
        } catch (InterruptedException e) {
            // The transport is closed, which ends this too.
            Thread.currentThread().interrupt();
            return;
        }
        events.text(text, window::release);
    }

    @Override
    public void onMessage(WebSocket from, ByteString bytes) {
        inflow.reset();
    }

    @Override
    public void onClosing(WebSocket from, int code, String reason) {
        events.closed(code, reason);
        live.remove(closing);
        patience.start();
        from.close(code == SocketRules.NO_CODE ? 1000 : code, null);
    }

    @Override
    public void onClosed(WebSocket from, int code, String reason) {
        over();
    }

    @Override
    public void onFailure(WebSocket from, Throwable failure, @Nullable Response response) {
        if (closeAsked) {
            events.closed(SocketRules.NO_CODE, "");
        } else if (!events.isEnded()) {
            events.failed(error(failure, response));
        }
        // OkHttp leaves the connection of a handshake open that it did not accept.
        from.cancel();
        over();
    }

    private Throwable error(Throwable failure, @Nullable Response response) {
        ConnectionException timedOut = exchange.timedOut();
        if (timedOut != null) {
            return timedOut;
        }
        if (open) {
            return Failures.ofSocket(exchange, failure);
        }
        if (response == null) {
            return Failures.of(exchange, failure);
        }
        return response.code() == 101
                ? new UnreadableAnswerException(
                        exchange.context().answered(101, null, "the handshake was not accepted"), "", null)
                : refusal(response);
    }

    private Throwable refusal(Response response) {
        try (ResponseBody body = response.body()) {
            okio.BufferedSource said = body == null ? new okio.Buffer() : body.source();
            return codec.errorFor(
                    exchange.context(), response.code(), response.header("Retry-After"), said, Instant.now());
        }
    }

    @Override
    public void send(String text) {
        WebSocket to = wire;
        if (open && !closeAsked && !events.isEnded() && to != null && !to.send(text) && !closeAsked) {
            fail(ConnectionTrouble.BROKEN.error(exchange.context(), Sent.MAYBE, null));
        }
    }

    @Override
    public void close(int code, String reason) {
        SocketRules.checkClosing(code, reason);
        WebSocket to = wire;
        if (events.isEnded() || closeAsked || to == null) {
            return;
        }
        closeAsked = true;
        patience.start();
        to.close(code, reason);
    }

    @Override
    public void cut() {
        events.silence();
        abort();
    }

    private void timeOut() {
        ConnectionException timedOut = exchange.timedOut();
        if (timedOut != null) {
            fail(timedOut);
        }
    }

    private void closeWithTransport() {
        fail(new ClientClosedException(exchange.context(), null));
    }

    private void fail(Throwable error) {
        events.failed(error);
        abort();
    }

    private void abort() {
        over();
        WebSocket open = wire;
        if (open != null) {
            open.cancel();
        }
    }

    private void over() {
        live.remove(closing);
        exchange.untimed();
        patience.stop();
    }

    /** How long the other side may take to agree to the end. */
    private final class Patience extends AsyncTimeout {
        private final AtomicBoolean started = new AtomicBoolean();
        private final AtomicBoolean stopped = new AtomicBoolean();

        Patience() {
            timeout(SocketRules.CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        }

        void start() {
            if (started.compareAndSet(false, true)) {
                enter();
            }
        }

        void stop() {
            if (started.get() && stopped.compareAndSet(false, true)) {
                exit();
            }
        }

        @Override
        protected void timedOut() {
            events.closed(SocketRules.NO_CODE, "");
            abort();
        }
    }
}
