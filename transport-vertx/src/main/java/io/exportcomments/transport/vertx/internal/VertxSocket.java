package io.exportcomments.transport.vertx.internal;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.port.SocketTransport.Listener;
import io.exportcomments.port.SocketTransport.Socket;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.transport.http.spi.ExchangeProgress;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.transport.http.spi.SocketEvents;
import io.exportcomments.transport.http.spi.SocketRules;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket on Vert.x. It has a client of its own, since closing that is the way to give up a connection that is being made. Frames are
 * asked of the wire as the listener takes messages. Thread-safe; all but the port's methods happen on the home context.
 */
final class VertxSocket implements Socket {
    private final HttpSession session;
    private final VertxStack stack;
    private final WebSocketConnectOptions options;
    private final ExchangeProgress progress;
    private final SocketEvents events;
    private final Runnable closing = this::closeWithTransport;

    private @Nullable WebSocketClient client;
    private @Nullable ClientWebSocket wire;
    private @Nullable Buffer begun;
    private boolean skipping;
    private boolean open;
    private boolean closeAsked;
    private Timekeeper.@Nullable Timer patience;
    private long unsent;

    VertxSocket(HttpSession session, VertxStack stack, WebSocketConnectOptions options, Listener listener) {
        this.session = session;
        this.stack = stack;
        this.options = options;
        progress = session.progress(ErrorContext.NONE, this::timeOut);
        events = new SocketEvents(this, listener, stack.threads());
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
        WebSocketClient own = stack.socketClient(session.timeouts());
        client = own;
        ClientWebSocket socket = own.webSocket();
        wire = socket;
        socket.frameHandler(this::received);
        socket.exceptionHandler(known -> {});
        socket.closeHandler(nothing -> gone());
        progress.waiting();
        progress.sending();
        socket.connect(options).onComplete(connected -> opened(), this::unopened);
    }

    private void opened() {
        ClientWebSocket socket = wire;
        if (open || socket == null || events.isEnded()) {
            return;
        }
        open = true;
        progress.stop();
        events.opened();
        socket.pause();
        socket.fetch(SocketRules.WINDOW);
    }

    private void unopened(Throwable failure) {
        if (closeAsked) {
            end(SocketRules.NO_CODE, "");
        } else {
            fail(UpgradeFailure.of(failure, session, progress));
        }
    }

    private void received(WebSocketFrame frame) {
        opened();
        if (frame.isClose()) {
            // Vert.x reads a closing frame without a code as 1000.
            int code = frame.binaryData().length() < 2 ? SocketRules.NO_CODE : frame.closeStatusCode();
            String reason = frame.closeReason();
            events.closed(code, reason == null ? "" : reason);
            patience();
            hangUpWhenAnswered();
        } else if (frame.isText() || frame.isContinuation() || frame.isBinary()) {
            collect(frame);
        }
    }

    /** Vert.x has answered a closing frame by now, and would wait for the server to end the connection, for as long as that takes. */
    private void hangUpWhenAnswered() {
        ChannelHandlerContext channel = channel();
        if (channel != null) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> channel.close());
        }
    }

    /** Below Vert.x's own handler, which would say something before it closes. */
    private @Nullable ChannelHandlerContext channel() {
        return open && wire instanceof WebSocketInternal connected ? connected.channelHandlerContext() : null;
    }

    /** Puts a message together; one that is not text is passed over. */
    private void collect(WebSocketFrame frame) {
        if (!frame.isContinuation()) {
            skipping = frame.isBinary();
            begun = null;
        }
        Buffer message = begun;
        if (!skipping) {
            message = message == null ? Buffer.buffer() : message;
            message.appendBuffer(frame.binaryData());
            begun = message;
            if (message.length() > SocketRules.LARGEST_MESSAGE) {
                fail(progress.broken(null));
                return;
            }
        }
        if (frame.isFinal() && message != null && !skipping) {
            begun = null;
            events.text(message.toString(StandardCharsets.UTF_8), () -> atHome(this::more));
        } else {
            more();
        }
    }

    private void more() {
        ClientWebSocket socket = wire;
        if (socket != null) {
            socket.fetch(1);
        }
    }

    /** The connection is over. A closing frame, or messages before it, may still wait to be asked for. */
    private void gone() {
        ClientWebSocket socket = wire;
        if (socket != null && open) {
            socket.resume();
        }
        atHome(() -> {
            if (closeAsked) {
                end(SocketRules.NO_CODE, "");
            } else {
                fail(progress.broken(null));
            }
        });
    }

    @Override
    public void send(String text) {
        atHome(() -> {
            ClientWebSocket socket = wire;
            if (socket == null || !open || closeAsked || events.isEnded()) {
                return;
            }
            long size = text.length();
            unsent += size;
            if (unsent > SocketRules.LARGEST_MESSAGE) {
                fail(progress.broken(null));
                return;
            }
            socket.writeTextMessage(text).onComplete(written -> unsent -= size);
        });
    }

    @Override
    public void close(int code, String reason) {
        SocketRules.checkClosing(code, reason);
        atHome(() -> {
            ClientWebSocket socket = wire;
            if (closeAsked || events.isEnded()) {
                return;
            }
            closeAsked = true;
            patience();
            if (socket == null || !open) {
                end(SocketRules.NO_CODE, "");
            } else {
                socket.close((short) code, reason).onComplete(known -> {});
            }
        });
    }

    /** The other side may take some time to agree to the end. */
    private void patience() {
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
        begun = null;
        ChannelHandlerContext channel = channel();
        if (channel != null) {
            channel.close();
        }
        WebSocketClient own = client;
        if (own != null) {
            client = null;
            own.close().onComplete(known -> {});
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
