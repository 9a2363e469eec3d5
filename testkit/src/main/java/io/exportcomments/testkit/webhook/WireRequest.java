package io.exportcomments.testkit.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection to a receiver, on which a test writes what no HTTP client would, or not just so. For one thread. */
final class WireRequest implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final URI address;
    private final Socket socket;

    /**
     * What came back.
     *
     * @param status the status, or 0 if the connection ended without an answer
     * @param headers by their names in lower case
     */
    record Answer(int status, Map<String, String> headers, String body) {}

    WireRequest(URI address) throws IOException {
        this.address = address;
        this.socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Writes a request's head: the method, the version, and lines of headers that end with line ends. */
    void head(String method, String version, String headers) throws IOException {
        write((method + " " + address.getRawPath() + " " + version + "\r\nHost: " + address.getAuthority() + "\r\n"
                        + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Says that nothing comes any more. */
    void end() throws IOException {
        socket.shutdownOutput();
    }

    /** The next answer; an interim one is one, too. */
    Answer answer(boolean bodyless) throws IOException {
        InputStream in = socket.getInputStream();
        String first = line(in);
        if (first.isEmpty()) {
            return new Answer(0, Map.of(), "");
        }
        int status = Integer.parseInt(first.split(" ")[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int length = bodyless || status == 100 ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(status, headers, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }

    Answer answer() throws IOException {
        return answer(false);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int each = in.read(); each >= 0 && each != '\n'; each = in.read()) {
            line.write(each);
        }
        return line.toString(StandardCharsets.ISO_8859_1).trim();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
