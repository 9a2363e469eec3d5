package io.exportcomments.testkit.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Stream;

/** The server's end of a WebSocket, frame by frame. Its methods are for a {@link Reply}, on the connection's thread. */
public final class SocketPeer {
    /** The kinds of frames. Source: RFC 6455, section 5.2. */
    public static final int CONTINUATION = 0;

    /** A text, or its beginning. */
    public static final int TEXT = 1;

    /** Bytes that need not be text, or their beginning. */
    public static final int BINARY = 2;

    /** The end. */
    public static final int CLOSE = 8;

    /** A question whether the other side is there. */
    public static final int PING = 9;

    /** The answer to a ping. */
    public static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASK = 0x7F;

    private final Peer peer;
    private final DataInputStream in;

    private SocketPeer(Peer peer) {
        this.peer = peer;
        in = new DataInputStream(peer.input());
    }

    /** Accepts the handshake. */
    public static SocketPeer accept(ReceivedRequest request, Peer peer) throws IOException {
        return accept(request, peer, "Upgrade");
    }

    /** Accepts the handshake, with this header {@code Connection}. */
    public static SocketPeer accept(ReceivedRequest request, Peer peer, String connection) throws IOException {
        return acceptWith(request, peer, "Upgrade: websocket", "Connection: " + connection);
    }

    /** Accepts the handshake, with these headers besides {@code Sec-WebSocket-Accept}. */
    public static SocketPeer acceptWith(ReceivedRequest request, Peer peer, String... headers) throws IOException {
        peer.head(
                101,
                Stream.concat(Stream.of(headers), Stream.of(accepting(request))).toArray(String[]::new));
        return new SocketPeer(peer);
    }

    /** The header {@code Sec-WebSocket-Accept} that accepts a handshake. */
    public static String accepting(ReceivedRequest request) {
        return "Sec-WebSocket-Accept: "
                + accepted(request.header("Sec-WebSocket-Key").orElseThrow());
    }

    private static String accepted(String key) {
        try {
            byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-1", e);
        }
    }

    /** Sends a frame. */
    public void send(int kind, boolean last, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(kind | (last ? FINAL : 0));
        if (payload.length < 126) {
            frame.write(payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(126);
            frame.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        frame.writeBytes(payload);
        peer.send(frame.toByteArray());
    }

    /** Sends a text message in one frame. */
    public void text(String text) throws IOException {
        send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a closing frame with a code and a reason. */
    public void close(int code, String reason) throws IOException {
        byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
        send(
                CLOSE,
                true,
                ByteBuffer.allocate(2 + bytes.length)
                        .putShort((short) code)
                        .put(bytes)
                        .array());
    }

    /** The next frame from the client. */
    public Frame read() throws IOException {
        int kind = in.readUnsignedByte();
        int size = in.readUnsignedByte();
        if ((size & FINAL) == 0) {
            throw new IOException("a client masks its frames");
        }
        byte[] payload = new byte[length(size & MASK)];
        byte[] mask = in.readNBytes(4);
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new Frame(kind & 0xF, (kind & FINAL) != 0, new String(payload, StandardCharsets.ISO_8859_1));
    }

    private int length(int size) throws IOException {
        return switch (size) {
            case 126 -> in.readUnsignedShort();
            case 127 -> Math.toIntExact(in.readLong());
            default -> size;
        };
    }

    /** The next text message from the client, of whatever frames. */
    public String message() throws IOException {
        StringBuilder message = new StringBuilder();
        Frame frame;
        do {
            frame = read();
            message.append(frame.payload());
        } while (!frame.last());
        return new String(message.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /**
     * A frame from the client.
     *
     * @param kind such as {@link #TEXT}
     * @param last whether the message ends with it
     * @param payload its bytes, each a character
     */
    public record Frame(int kind, boolean last, String payload) {
        /** The code of a closing frame; 1005 if it has none. */
        public int code() {
            return payload.length() < 2 ? 1005 : payload.charAt(0) << 8 | payload.charAt(1);
        }

        /** The reason of a closing frame. */
        public String reason() {
            return payload.length() < 2
                    ? ""
                    : new String(payload.substring(2).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }
}
