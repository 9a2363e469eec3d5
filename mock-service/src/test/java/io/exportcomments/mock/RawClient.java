package io.exportcomments.mock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that writes and reads bytes, to see what really is on the wire. */
final class RawClient implements AutoCloseable {

    private final MockService mock;
    private final Socket socket;

    RawClient(MockService mock) throws IOException {
        this.mock = mock;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), mock.port());
        socket.setSoTimeout(10_000);
    }

    void send(String method, String target, String body) throws IOException {
        String head = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + mock.port() + "\r\nX-AUTH-TOKEN: "
                + mock.token() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    }

    void write(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
    }

    /** What the server answers to some bytes, up to its end. */
    static String exchange(MockService mock, String bytes) {
        try (RawClient client = new RawClient(mock)) {
            client.write(bytes);
            return client.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything until the server closes; throws when it resets instead. */
    String readAll() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(all);
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Reads until a text has come, and returns all that came. */
    String readUntil(String text) throws IOException {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(text) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("the server closed after: " + all);
            }
            all.append((char) next);
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
