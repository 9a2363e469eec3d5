package io.exportcomments.transport.vertx.internal;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.port.SocketTransport.Listener;
import io.exportcomments.port.SocketTransport.Socket;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.transport.http.spi.ExchangeProgress;
import io.exportcomments.transport.http.spi.HttpAnswer;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.transport.http.spi.SocketEvents;
import io.exportcomments.transport.http.spi.SocketRules;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.vertx.core.Future;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket on Vert.x. It has a client of its own, and handshakes of TLS that it can give up. Bytes are asked of
 * the wire as the listener takes messages. Thread-safe; all but the port's methods happen on the home context.
 */
final class VertxSocket implements Socket {
    private final HttpSession session;
    private final VertxStack stack;
    private final ConnectOptions options;
    private final HostAndPort server;
    private final ExchangeProgress progress;
    private final SocketEvents events;
    private final SocketCodec codec;
    private final Handshakes handshakes;
    private final FrameJoiner frames = new FrameJoiner();
    private final Runnable closing = this::closeWithTransport;
    private @Nullable NetClient client;
    private @Nullable NetSocket wire;
    private @Nullable IOException failure;
    private boolean open;
    private boolean closeAsked;
    private int untaken;
    private Timekeeper.@Nullable Timer patience;
    private long unsent;

    VertxSocket(
            HttpSession session,
            VertxStack stack,
            ConnectOptions options,
            URI uri,
            Map<String, String> headers,
            Listener listener) {
        this.session = session;
        this.stack = stack;
        this.options = options;
        server = HostAndPort.create(options.getHost(), options.getPort());
        progress = session.progress(ErrorContext.NONE, this::timeOut);
        events = new SocketEvents(this, listener, stack.threads());
        codec = new SocketCodec(uri, headers, new Heard());
        handshakes = new Handshakes(this::atHome);
    }

    VertxSocket start() {
        session.live().add(closing);
        atHome(this::connect);
        return this;
    }

    private void connect() {
        if (events.isEnded()) {
            return;
        }
        NetClient own = stack.socketClient(session.timeouts(), handshakes);
        client = own;
        progress.waiting();
        progress.connecting();
        handshakes.await(server);
        own.connect(options).onComplete(this::connected, this::unconnected);
    }

    private void connected(NetSocket socket) {
        if (events.isEnded()) {
            socket.close();
            return;
        }
        handshakes.settle(server);
        wire = socket;
        progress.sending();
        // What breaks ends the connection too; without a handler Vert.x would log it.
        socket.exceptionHandler(broken -> failure = VertxFailures.safe(broken));
        // Messages before the end may still wait to be asked for.
        socket.closeHandler(nothing -> socket.resume());
        socket.endHandler(nothing -> gone());
        socket.handler(codec::read);
        socket.write(codec.request());
    }

    private void unconnected(Throwable unconnected) {
        fail(progress.failure(VertxFailures.refusedByProxy(unconnected)));
    }

    private final class Heard implements SocketCodec.Listener {
        @Override
        public void opened() {
            open = true;
            progress.stop();
            events.opened();
        }

        @Override
        public void frame(WebSocketFrame frame) {
            if (frame instanceof CloseWebSocketFrame end) {
                closed(end);
            } else if (frame instanceof PingWebSocketFrame) {
                write(new PongWebSocketFrame(frame.content().copy()));
            } else if (!(frame instanceof PongWebSocketFrame)) {
                collect(frame);
            }
        }

        @Override
        public void refused(HttpAnswer answer) {
            fail(session.refusal(ErrorContext.NONE, answer));
        }

        @Override
        public void notAccepted() {
            fail(new UnreadableAnswerException(
                    ErrorContext.NONE.answered(101, null, "the handshake was not accepted"), "", null));
        }

        @Override
        public void broken(IOException broken) {
            fail(open ? progress.broken(broken) : progress.failure(broken));
        }
    }

    private void closed(CloseWebSocketFrame end) {
        int code = end.statusCode() == -1 ? SocketRules.NO_CODE : end.statusCode();
        events.closed(code, end.statusCode() == -1 ? "" : end.reasonText());
        if (closeAsked) {
            release();
            return;
        }
        startPatience();
        write(code == SocketRules.NO_CODE ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""))
                .onComplete(answered -> release());
    }

    private void collect(WebSocketFrame frame) {
        String message = frames.join(frame);
        if (frames.areTooMuch()) {
            fail(progress.broken(null));
        } else if (message != null) {
            tell(message);
        }
    }

    private void tell(String message) {
        NetSocket socket = wire;
        untaken++;
        if (socket != null && untaken == SocketRules.WINDOW) {
            socket.pause();
        }
        events.text(message, () -> atHome(this::taken));
    }

    private void taken() {
        NetSocket socket = wire;
        untaken--;
        if (socket != null && untaken == SocketRules.WINDOW / 2) {
            socket.resume();
        }
    }

    private void gone() {
        codec.end();
        if (closeAsked) {
            end(SocketRules.NO_CODE, "");
        } else {
            IOException why = failure == null ? new EOFException() : failure;
            fail(open ? progress.broken(why) : progress.failure(why));
        }
    }

    @Override
    public void send(String text) {
        atHome(() -> {
            if (!open || closeAsked || events.isEnded()) {
                return;
            }
            long size = text.length();
            unsent += size;
            if (unsent > SocketRules.LARGEST_MESSAGE) {
                fail(progress.broken(null));
                return;
            }
            write(new TextWebSocketFrame(text)).onComplete(written -> unsent -= size);
        });
    }

    private Future<Void> write(WebSocketFrame frame) {
        NetSocket socket = wire;
        return socket == null ? Future.failedFuture(new EOFException()) : socket.write(codec.encoded(frame));
    }

    @Override
    public void close(int code, String reason) {
        SocketRules.checkClosing(code, reason);
        atHome(() -> {
            if (closeAsked || events.isEnded()) {
                return;
            }
            closeAsked = true;
            startPatience();
            if (open) {
                write(new CloseWebSocketFrame(code, reason));
            } else {
                end(SocketRules.NO_CODE, "");
            }
        });
    }

    /** The other side may take some time to agree to the end. */
    private void startPatience() {
        patience = session.time().schedule(SocketRules.CLOSING, () -> atHome(() -> end(SocketRules.NO_CODE, "")));
    }

    @Override
    public void cut() {
        events.silence();
        atHome(this::release);
    }

    private void timeOut() {
        atHome(() -> {
            if (!open && !events.isEnded()) {
                fail(progress.failure(new IOException("timeout")));
            }
        });
    }

    private void closeWithTransport() {
        events.failed(new ClientClosedException(ErrorContext.NONE, null));
        atHome(this::release);
    }

    private void end(int code, String reason) {
        events.closed(code, reason);
        release();
    }

    private void fail(Throwable error) {
        events.failed(error);
        release();
    }

    private void release() {
        session.live().remove(closing);
        progress.stop();
        if (patience != null) {
            patience.cancel();
        }
        codec.close();
        NetSocket socket = wire;
        if (socket instanceof NetSocketInternal within) {
            // Vert.x itself would wait until all is written that the other side does not take.
            within.channelHandlerContext().close();
        }
        NetClient own = client;
        if (own != null) {
            client = null;
            handshakes.abandon(server, this);
            own.close();
        }
    }

    private void atHome(Runnable task) {
        try {
            stack.atHome(task);
        } catch (RejectedExecutionException gone) {
            events.failed(new ClientClosedException(ErrorContext.NONE, gone));
        }
    }
}
