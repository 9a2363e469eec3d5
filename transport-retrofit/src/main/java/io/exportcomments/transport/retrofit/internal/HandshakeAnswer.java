package io.exportcomments.transport.retrofit.internal;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;

/**
 * What a connection for a WebSocket says, with the head of the first answer in the only form that OkHttp takes: no
 * interim answers before it, and {@code Upgrade} as the only word of {@code Connection}. An answer for which OkHttp
 * would ask again by itself, or fail, passes it under another status, and one that is no handshake ends its connection.
 */
final class HandshakeAnswer extends FilterInputStream {
    private static final int LONGEST_HEAD = 256 * 1024;
    private static final int SWITCHING = 101;
    private static final String DISGUISE = "599";
    private static final String STATUS = "Exportcomments-Status";
    private static final Pattern STATUS_LINE = Pattern.compile("(HTTP/1\\.[01] )(\\d{3})(?![0-9]).*");
    private static final Pattern UPGRADE = Pattern.compile("(?i)(.*,)?\\s*upgrade\\s*(,.*)?");

    private static final Pattern THREE_DIGITS = Pattern.compile("[1-5]\\d\\d");

    private byte[] head = new byte[0];
    private int given;
    private boolean answered;

    HandshakeAnswer(InputStream connection) {
        super(connection);
    }

    /** The answer as the service gave it. */
    static Response undisguised(Response response) {
        String status = response.header(STATUS);
        return status == null || !THREE_DIGITS.matcher(status).matches()
                ? response
                : response.newBuilder()
                        .code(Integer.parseInt(status))
                        .removeHeader(STATUS)
                        .build();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, buffer.length);
        if (!answered) {
            head = answer();
            answered = true;
        }
        if (given == head.length) {
            return in.read(buffer, from, length);
        }
        int count = Math.min(length, head.length - given);
        System.arraycopy(head, given, buffer, from, count);
        given += count;
        return count;
    }

    private byte[] answer() throws IOException {
        while (true) {
            byte[] said = untilBlankLine();
            String[] lines = new String(said, StandardCharsets.ISO_8859_1).split("\r?\n", -1);
            Matcher first = STATUS_LINE.matcher(lines[0]);
            boolean whole = said.length > 1 && lines.length > 2 && lines[lines.length - 2].isEmpty();
            if (!whole || !first.matches()) {
                return said;
            }
            int status = Integer.parseInt(first.group(2));
            if (status == SWITCHING || status / 100 != 1) {
                return adapted(status, first.group(1), lines).getBytes(StandardCharsets.ISO_8859_1);
            }
        }
    }

    /** Byte by byte, as what follows belongs to OkHttp. */
    private byte[] untilBlankLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int inLine = 0;
        while (bytes.size() < LONGEST_HEAD) {
            int next = in.read();
            if (next == -1) {
                break;
            }
            bytes.write(next);
            if (next == '\n' && inLine == 0) {
                break;
            }
            inLine = next == '\n' ? 0 : next == '\r' ? inLine : inLine + 1;
        }
        return bytes.toByteArray();
    }

    private static String adapted(int status, String version, String[] lines) {
        boolean repeated = status == 407 || status == 408 || status == 503;
        boolean upgrade = false;
        StringBuilder adapted = new StringBuilder(version)
                .append(repeated ? DISGUISE : String.valueOf(status))
                .append(" -\r\n");
        for (int i = 1; i < lines.length - 2; i++) {
            String name = lines[i].toLowerCase(Locale.ROOT);
            if (name.startsWith("connection:")) {
                upgrade |= UPGRADE.matcher(lines[i].substring(name.indexOf(':') + 1))
                        .matches();
            } else if (!name.startsWith(STATUS.toLowerCase(Locale.ROOT) + ":")) {
                adapted.append(lines[i]).append("\r\n");
            }
        }
        if (repeated) {
            adapted.append(STATUS).append(": ").append(status).append("\r\n");
        }
        String connection = status == SWITCHING && upgrade ? "Upgrade" : "close";
        return adapted.append("Connection: ")
                .append(connection)
                .append("\r\n\r\n")
                .toString();
    }
}
