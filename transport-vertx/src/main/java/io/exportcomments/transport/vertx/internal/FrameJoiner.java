package io.exportcomments.transport.vertx.internal;

import io.exportcomments.transport.http.spi.SocketRules;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts the frames of a message together; one that is not text is passed over. For the home context only. */
final class FrameJoiner {
    private Buffer begun = Buffer.buffer();
    private boolean binary;

    /** The message that ends with this frame; null if it goes on, or is not text. */
    @Nullable String join(WebSocketFrame frame) {
        if (!(frame instanceof ContinuationWebSocketFrame)) {
            binary = frame instanceof BinaryWebSocketFrame;
            begun = Buffer.buffer();
        }
        begun.appendBytes(ByteBufUtil.getBytes(frame.content()));
        if (!frame.isFinalFragment() || areTooMuch()) {
            return null;
        }
        Buffer message = begun;
        begun = Buffer.buffer();
        return binary
                ? SocketRules.textOf(ByteBuffer.wrap(message.getBytes()))
                : message.toString(StandardCharsets.UTF_8);
    }

    /** Whether the message that has begun is larger than any may be. */
    boolean areTooMuch() {
        return begun.length() > SocketRules.LARGEST_MESSAGE;
    }
}
