package io.exportcomments.transport.vertx.internal;

import io.exportcomments.transport.http.spi.HttpAnswer;
import io.exportcomments.transport.http.spi.SocketRules;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a WebSocket's connection: Netty's codecs, at work on a channel that leads nowhere. Vert.x's own client
 * takes interim answers for the answer, and logs that a connection is over which was not accepted. For the home context
 * only.
 */
final class SocketCodec {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int LONGEST_HEADERS = 256 * 1024;
    private static final int LONGEST_REFUSAL = 64 * 1024;
    private static final int SWITCHING = 101;

    private final Listener listener;
    private final EmbeddedChannel channel;
    private final WebSocketClientHandshaker handshaker;
    private @Nullable HttpResponse answer;
    private final ByteArrayOutputStream refusal = new ByteArrayOutputStream();
    private boolean over;

    SocketCodec(URI uri, Map<String, String> headers, Listener listener) {
        this.listener = listener;
        channel = new EmbeddedChannel(new HttpClientCodec(LONGEST_LINE, LONGEST_HEADERS, LONGEST_REFUSAL));
        channel.config().setAllocator(new UnpooledByteBufAllocator(false, true));
        HttpHeaders asked = new DefaultHttpHeaders();
        headers.forEach(asked::set);
        handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                URI.create(uri.toASCIIString()),
                WebSocketVersion.V13,
                null,
                false,
                asked,
                SocketRules.LARGEST_MESSAGE,
                true,
                false,
                0,
                false,
                false);
    }

    /** The bytes that ask for the handshake. */
    Buffer request() {
        handshaker.handshake(channel);
        return written();
    }

    /** The bytes of a frame; it is used up. */
    Buffer encoded(WebSocketFrame frame) {
        channel.writeOutbound(frame);
        return written();
    }

    private Buffer written() {
        Buffer bytes = Buffer.buffer();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            bytes.appendBytes(bytes(next));
        }
        return bytes;
    }

    /** Tells the listener what came. */
    void read(Buffer bytes) {
        if (over) {
            return;
        }
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes.getBytes()));
            tell();
        } catch (RuntimeException unreadable) {
            tellWhatCameBefore();
            broken(unreadable);
        }
    }

    /** What can be read came before what can't. */
    private void tellWhatCameBefore() {
        try {
            tell();
        } catch (RuntimeException more) {
            // The first failure is told.
            return;
        }
    }

    /** Nothing more comes. */
    void end() {
        HttpResponse begun = answer;
        if (begun != null && !over) {
            refused(begun);
        }
    }

    /** From now on the listener hears nothing. */
    void close() {
        over = true;
        channel.finishAndReleaseAll();
    }

    private void tell() {
        for (Object next = channel.readInbound(); next != null && !over; next = channel.readInbound()) {
            if (next instanceof HttpObject http) {
                http(http);
            } else if (next instanceof WebSocketFrame frame) {
                listener.frame(frame);
                frame.release();
            } else {
                // It came in one piece with the answer, before there was somebody to read frames.
                channel.writeInbound(next);
            }
        }
    }

    private void http(HttpObject next) {
        HttpResponse begun = answer;
        if (next.decoderResult().isFailure()) {
            if (begun == null) {
                broken(next.decoderResult().cause());
            } else {
                refused(begun);
            }
        } else if (next instanceof HttpResponse head) {
            begin(head);
        } else if (begun != null && next instanceof HttpContent content) {
            take(begun, content);
        }
    }

    private void begin(HttpResponse head) {
        if (head.status().code() == SWITCHING && !head.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT)) {
            // Netty would wait for more, as a draft of the protocol had it.
            over = true;
            listener.notAccepted();
        } else if (!isInterim(head)) {
            answer = head;
        }
    }

    private void take(HttpResponse begun, HttpContent content) {
        refusal.writeBytes(bytes(content.content()));
        boolean last = content instanceof LastHttpContent;
        if (last && begun.status().code() == SWITCHING) {
            answer = null;
            upgrade(begun);
        } else if (last || refusal.size() > LONGEST_REFUSAL) {
            refused(begun);
        }
    }

    private static boolean isInterim(HttpResponse head) {
        return head.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && head.status().code() != SWITCHING;
    }

    private void upgrade(HttpResponse head) {
        try {
            handshaker.finishHandshake(
                    channel,
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            head.status(),
                            Unpooled.EMPTY_BUFFER,
                            head.headers(),
                            new DefaultHttpHeaders()));
            channel.runPendingTasks();
        } catch (WebSocketHandshakeException wrong) {
            over = true;
            listener.notAccepted();
            return;
        }
        listener.opened();
    }

    private void refused(HttpResponse head) {
        over = true;
        listener.refused(new Refusal(head, new ByteArrayInputStream(refusal.toByteArray())));
    }

    private void broken(Throwable failure) {
        if (!over) {
            over = true;
            listener.broken(VertxFailures.safe(failure));
        }
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        buffer.release();
        return bytes;
    }

    private record Refusal(HttpResponse head, InputStream body) implements HttpAnswer {
        @Override
        public int status() {
            return head.status().code();
        }

        @Override
        public @Nullable String header(String name) {
            return head.headers().get(name);
        }
    }

    /** Hears what came. After any but {@link #opened} and {@link #frame} nothing more is told. */
    interface Listener {
        void opened();

        /** A frame; it is not the listener's to keep. */
        void frame(WebSocketFrame frame);

        void refused(HttpAnswer answer);

        /** The answer to the handshake is not to the letter of the protocol. */
        void notAccepted();

        /** What came can't be read. */
        void broken(IOException failure);
    }
}
