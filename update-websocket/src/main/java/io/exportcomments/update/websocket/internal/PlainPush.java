package io.exportcomments.update.websocket.internal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A publication in the form in which servers send nearly all of them, found in one look at its bytes. What has any
 * other form, though it may mean the same, is left to whoever reads JSON. Whether the data is right is not looked at.
 */
final class PlainPush {
    private static final byte[] HEAD = bytes("{\"push\":{\"channel\":\"");
    private static final byte[] DATA = bytes("\",\"pub\":{\"data\":");
    private static final byte[] OFFSET = bytes(",\"offset\":");
    private static final byte[] END = bytes("}}}");
    private static final int DEEPEST = 60;
    private static final int LONGEST_NUMBER = 18;

    private final byte[] json;
    private int at;
    private int channelEnd;
    private int from;
    private int to;
    private long offset;

    private PlainPush(byte[] json) {
        this.json = json;
    }

    /** The publication in a message; null if it is anything else. */
    static @Nullable PlainPush of(byte[] json) {
        PlainPush push = new PlainPush(json);
        return push.isFound() ? push : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private boolean isFound() {
        return skip(HEAD)
                && skipChannel()
                && skip(DATA)
                && skipObject()
                && skip(OFFSET)
                && readOffset()
                && skip(END)
                && at == json.length;
    }

    private boolean skip(byte[] text) {
        if (json.length - at < text.length) {
            return false;
        }
        for (byte expected : text) {
            if (json[at++] != expected) {
                return false;
            }
        }
        return true;
    }

    private boolean skipChannel() {
        while (at < json.length && json[at] > ' ' && json[at] <= '~' && json[at] != '"' && json[at] != '\\') {
            at++;
        }
        channelEnd = at;
        return at < json.length && json[at] == '"';
    }

    /** Goes to the bracket that closes the one that comes next. Of each open bracket a bit says which one it is. */
    private boolean skipObject() {
        from = at;
        long kinds = 0;
        int depth = 0;
        for (; at < json.length; at++) {
            byte c = json[at];
            if (c == '"' ? !skipText() : isForeign(c)) {
                return false;
            } else if (c == '{' || c == '[') {
                kinds = kinds << 1 | (c == '{' ? 1 : 0);
                depth++;
            } else if (c == '}' || c == ']') {
                boolean closes = (kinds & 1) == (c == '}' ? 1 : 0);
                kinds >>= 1;
                depth = closes ? depth - 1 : -1;
            }
            if (depth == 0) {
                to = ++at;
                return json[from] == '{';
            }
            if (depth < 0 || depth > DEEPEST) {
                return false;
            }
        }
        return false;
    }

    /** What JSON has only within texts: a reader may take it for a quote, or for the beginning of a comment. */
    private static boolean isForeign(byte c) {
        return c == '\'' || c == '/' || c == '#' || c == ';' || c == '=' || c == '\\';
    }

    /** Goes to the quote that closes the one that is here. */
    private boolean skipText() {
        for (at++; at < json.length && json[at] != '"'; at++) {
            if (json[at] == '\\') {
                at++;
            }
        }
        return at < json.length;
    }

    private boolean readOffset() {
        int start = at;
        while (at < json.length && json[at] >= '0' && json[at] <= '9' && at - start <= LONGEST_NUMBER) {
            offset = offset * 10 + (json[at++] - '0');
        }
        int digits = at - start;
        return digits == 1 || (digits > 1 && digits <= LONGEST_NUMBER && json[start] != '0');
    }

    /** The channel on which it came. */
    String channel() {
        return new String(json, HEAD.length, channelEnd - HEAD.length, StandardCharsets.US_ASCII);
    }

    /** Its place in the channel. */
    long offset() {
        return offset;
    }

    /** What was published. */
    FrameData.Part data() {
        return new FrameData.Part(json, from, to);
    }
}
