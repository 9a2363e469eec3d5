package io.exportcomments.mock.internal.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a Range header asks for.
 *
 * @param from the first byte
 * @param to the last byte, inclusive
 */
record ByteRange(long from, long to) {

    /** What is answered when no part of the file is in the range. */
    static final ByteRange UNSATISFIABLE = new ByteRange(-1, -1);

    private static final Pattern ONE = Pattern.compile("\\s*bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    /** Null when the whole file is to be sent: no header, several ranges, or one that makes no sense (RFC 9110). */
    static @Nullable ByteRange of(@Nullable String header, long length) {
        Matcher matcher = ONE.matcher(header == null ? "" : header);
        if (!matcher.matches()) {
            return null;
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? null : suffix(Long.parseLong(last), length);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        if (to < from) {
            return null;
        }
        return from >= length ? UNSATISFIABLE : new ByteRange(from, Math.min(to, length - 1));
    }

    private static ByteRange suffix(long count, long length) {
        return count == 0 || length == 0 ? UNSATISFIABLE : new ByteRange(Math.max(0, length - count), length - 1);
    }

    long length() {
        return to - from + 1;
    }
}
