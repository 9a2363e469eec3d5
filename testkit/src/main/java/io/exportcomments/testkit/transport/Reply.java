package io.exportcomments.testkit.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** What a {@link ScriptedServer} does about a request. It may block; the connection's own thread runs it. */
@FunctionalInterface
public interface Reply {
    /** Answers, or does something worse. Returning leaves the connection open for the next request. */
    void to(ReceivedRequest request, Peer peer) throws IOException;

    /** JSON with a status and a length. */
    static Reply json(int status, String body, String... headers) {
        return bytes(status, body.getBytes(StandardCharsets.UTF_8), withType("application/json", headers));
    }

    /** Any body with a status and a length. */
    static Reply bytes(int status, byte[] body, String... headers) {
        return (request, peer) -> {
            peer.head(status, with("Content-Length: " + body.length, headers));
            peer.send(body);
        };
    }

    /** A status and headers, with neither body nor length. */
    static Reply bare(int status, String... headers) {
        return (request, peer) -> peer.head(status, headers);
    }

    /** JSON in chunks of some bytes. */
    static Reply chunked(String body, int size) {
        return (request, peer) -> {
            peer.head(200, "Content-Type: application/json", "Transfer-Encoding: chunked");
            peer.chunks(body.getBytes(StandardCharsets.UTF_8), size);
            peer.send("0\r\n\r\n");
        };
    }

    /** JSON compressed with gzip. */
    static Reply gzipped(String body) {
        return bytes(200, gzip(body), "Content-Type: application/json", "Content-Encoding: gzip");
    }

    /** Exactly these characters, in ISO 8859-1, and the end of the connection. */
    static Reply rawThenClose(String characters) {
        return (request, peer) -> {
            peer.send(characters);
            peer.close();
        };
    }

    /** Nothing, until the client hangs up. */
    static Reply silence() {
        return (request, peer) -> peer.awaitHangUp();
    }

    /** The connection is reset. */
    static Reply reset() {
        return (request, peer) -> peer.reset();
    }

    /** Text compressed with gzip. */
    static byte[] gzip(String body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("memory can't fail", e);
        }
        return bytes.toByteArray();
    }

    private static String[] withType(String type, String... headers) {
        return with("Content-Type: " + type, headers);
    }

    private static String[] with(String header, String... headers) {
        String[] all = new String[headers.length + 1];
        all[0] = header;
        System.arraycopy(headers, 0, all, 1, headers.length);
        return all;
    }
}
