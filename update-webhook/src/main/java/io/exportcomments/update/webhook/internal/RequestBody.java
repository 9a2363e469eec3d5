package io.exportcomments.update.webhook.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads bodies whose length is not known, into as much room as what has come by then takes. */
public final class RequestBody {
    private static final int LEAST_ROOM = 1_024;

    private RequestBody() {}

    /** The rest of a stream, or so many of its bytes at most. The stream stays open. */
    public static byte[] read(InputStream in, int most) throws IOException {
        int here = in.available();
        byte[] bytes = new byte[Math.min(most, here > 0 ? here : LEAST_ROOM)];
        int length = in.readNBytes(bytes, 0, bytes.length);
        while (length == bytes.length && length < most) {
            int next = in.read();
            if (next < 0) {
                return bytes;
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(LEAST_ROOM, 2L * length)));
            bytes[length++] = (byte) next;
            length += in.readNBytes(bytes, length, bytes.length - length);
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
