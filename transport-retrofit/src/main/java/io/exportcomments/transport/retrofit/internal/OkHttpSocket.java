package io.exportcomments.transport.retrofit.internal;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.port.SocketTransport.Listener;
import io.exportcomments.port.SocketTransport.Socket;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.transport.http.spi.ExchangeProgress;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.transport.http.spi.SocketEvents;
import io.exportcomments.transport.http.spi.SocketRules;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket on OkHttp. OkHttp's reader waits while the listener has enough to do, and so the wire does.
 * Thread-safe.
 */
final class OkHttpSocket extends WebSocketListener implements Socket {
    private final HttpSession session;
    private final ExecutorService threads;
    private final ExchangeProgress progress;
    private final Inflow inflow;
    private final SocketEvents events;
    private final MessageWindow window = new MessageWindow(SocketRules.WINDOW);
    private final Runnable closing = this::closeWithTransport;

    private volatile @Nullable WebSocket wire;
    private volatile Timekeeper.@Nullable Timer patience;
    private volatile boolean open;
    private volatile boolean closeAsked;

    OkHttpSocket(
            HttpSession session,
            boolean plain,
            @Nullable ProxyTunnel tunnel,
            Listener listener,
            ExecutorService threads) {
        this.session = session;
        this.threads = threads;
        progress = session.progress(ErrorContext.NONE, this::timeOut);
        inflow = new Inflow(progress, plain, tunnel);
        events = new SocketEvents(this, listener, threads);
    }

    ExchangeProgress progress() {
        return progress;
    }

    Inflow inflow() {
        return inflow;
    }

    OkHttpSocket start(OkHttpClient client, Request request) {
        session.live().add(closing);
        if (!events.isEnded()) {
            progress.waiting();
            progress.connecting();
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
        progress.stop();
        inflow.reset();
        open = true;
        events.opened();
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        inflow.reset();
        if (text.length() > SocketRules.LARGEST_MESSAGE) {
            fail(progress.broken(null));
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
        String text = SocketRules.textOf(bytes.asByteBuffer());
        if (text == null) {
            inflow.reset();
        } else {
            onMessage(from, text);
        }
    }

    @Override
    public void onClosing(WebSocket from, int code, String reason) {
        events.closed(code, reason);
        session.live().remove(closing);
        startPatience();
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

    /** The handshake was refused by a status of 503, and it is not asked again. */
    void refusedForNow() {
        fail(refusal(503, null));
    }

    private Throwable error(Throwable failure, @Nullable Response response) {
        if (Rejections.told(failure, threads) instanceof RejectedExecutionException rejection) {
            return new ClientClosedException(ErrorContext.NONE, rejection);
        }
        if (progress.timedOut() != null || response == null) {
            if (!open && String.valueOf(failure.getMessage()).startsWith("Received HTTP_PROXY_AUTH (407) code")) {
                return refusal(407, null);
            }
            return open ? progress.broken(failure) : progress.failure(AnswerInterceptor.refusedByProxy(failure));
        }
        return response.code() == 101
                ? new UnreadableAnswerException(
                        ErrorContext.NONE.answered(101, null, "the handshake was not accepted"), "", null)
                : refusal(response.code(), response);
    }

    private Throwable refusal(int status, @Nullable Response response) {
        return session.refusal(ErrorContext.NONE, new OkHttpAnswer(status, response));
    }

    @Override
    public void send(String text) {
        WebSocket to = wire;
        if (open && !closeAsked && !events.isEnded() && to != null && !to.send(text) && !closeAsked) {
            fail(progress.broken(null));
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
        startPatience();
        to.close(code, reason);
    }

    @Override
    public void cut() {
        events.silence();
        abort();
    }

    private void timeOut() {
        ConnectionException timedOut = progress.timedOut();
        if (timedOut != null) {
            fail(timedOut);
        }
    }

    private void closeWithTransport() {
        fail(new ClientClosedException(ErrorContext.NONE, null));
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
        inflow.abort();
    }

    private void over() {
        session.live().remove(closing);
        progress.stop();
        Timekeeper.Timer waiting = patience;
        if (waiting != null) {
            waiting.cancel();
        }
    }

    /** The other side may take some time to agree to the end. */
    private void startPatience() {
        patience = session.time().schedule(SocketRules.CLOSING, () -> {
            events.closed(SocketRules.NO_CODE, "");
            abort();
        });
    }
}
