package io.exportcomments.benchmarks;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Frames of WebSocket, as short ones are. */
final class Frames {
    private static final int TEXT = 1;
    private static final int BINARY = 2;

    private Frames() {}

    /**
     * What a client sent.
     *
     * @param opcode which kind of frame it is
     */
    record Received(int opcode, String text) {
        boolean isBinary() {
            return opcode == BINARY;
        }
    }

    /** A frame of the client's, which is masked. */
    static Received read(DataInputStream in) throws IOException {
        int opcode = in.readByte() & 0x0f;
        int length = in.readByte() & 0x7f;
        length = length == 126 ? in.readUnsignedShort() : length;
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        if (mask.length < 4 || payload.length < length) {
            throw new IOException("The client left");
        }
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new Received(opcode, new String(payload, StandardCharsets.UTF_8));
    }

    /** A text frame of the server's. */
    static byte[] text(String text) {
        return frame(TEXT, Samples.utf8(text));
    }

    /** A binary frame of the server's. */
    static byte[] binary(byte[] payload) {
        return frame(BINARY, payload);
    }

    private static byte[] frame(int opcode, byte[] payload) {
        boolean small = payload.length < 126;
        byte[] frame = new byte[payload.length + (small ? 2 : 4)];
        frame[0] = (byte) (0x80 | opcode);
        frame[1] = (byte) (small ? payload.length : 126);
        if (!small) {
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
        }
        System.arraycopy(payload, 0, frame, frame.length - payload.length, payload.length);
        return frame;
    }
}
