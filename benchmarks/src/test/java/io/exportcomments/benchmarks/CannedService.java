package io.exportcomments.benchmarks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The service, at next to no cost: one answer for each job, a page of them, and a realtime connection to which it sends
 * what it is told to. Its threads are told by their name.
 */
final class CannedService implements AutoCloseable {
    static final String THREADS = "canned-service";
    private static final int FILE_PIECES = 4_096;
    private static final Pattern GUID = Pattern.compile("/api/v3/job/([^/ ?]+).*");

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile OutputStream realtime = OutputStream.nullOutputStream();
    private final String status;

    /** A service whose jobs all have this status. */
    CannedService(String status) throws IOException {
        this.status = status;
        thread(this::accept).start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Where a service has a file of {@link #FILE_PIECES} × 64 KiB. */
    static String file(URI service) {
        return service + "/exports/result.json";
    }

    URI realtimeUrl() {
        return URI.create("ws://127.0.0.1:" + listener.getLocalPort() + "/connection/websocket");
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, THREADS);
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                thread(() -> serve(socket)).start();
            }
        } catch (SocketException closed) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            OutputStream out = socket.getOutputStream();
            Map<String, byte[]> answers = new HashMap<>();
            for (Request request = request(in); request != null; request = request(in)) {
                if (request.socketKey != null) {
                    out.write(upgrade(request.socketKey));
                    converse(in, out);
                    return;
                }
                if (request.path.startsWith("/exports/")) {
                    writeFile(out);
                } else {
                    out.write(answers.computeIfAbsent(request.path, this::answer));
                }
            }
        } catch (IOException clientLeft) {
            return;
        } finally {
            open.remove(socket);
        }
    }

    private byte[] answer(String path) {
        String json;
        if (path.startsWith("/api/public/auth/socket")) {
            json = "{\"token\":\"eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ1In0.c2ln\"}";
        } else if (path.startsWith("/api/v3/jobs")) {
            json = "[]";
        } else {
            Matcher asked = GUID.matcher(path);
            json = Samples.job(asked.matches() ? asked.group(1) : Samples.GUID)
                    .replace("\"status\":\"done\"", "\"status\":\"" + status + "\"")
                    .replace("\"total_exported\":652", "\"total_exported\":0");
        }
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n"
                        + json)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void writeFile(OutputStream out) throws IOException {
        byte[] piece = Samples.utf8(("[\"" + "x".repeat(64 * 1024 - 5) + "\"],"));
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + (long) piece.length * FILE_PIECES + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < FILE_PIECES; i++) {
            piece[0] = (byte) (i == 0 ? '[' : ' ');
            piece[piece.length - 1] = (byte) (i == FILE_PIECES - 1 ? ' ' : ',');
            out.write(piece);
        }
    }

    private static final class Request {
        private String path = "";
        private int length;
        private @Nullable String socketKey;
    }

    /** Reads a request with its body; null at the end. */
    private static @Nullable Request request(DataInputStream in) throws IOException {
        Request request = new Request();
        String line = line(in);
        if (line.isEmpty()) {
            return null;
        }
        request.path = line.split(" ")[1];
        for (line = line(in); !line.isEmpty(); line = line(in)) {
            String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
            if (name.equals("content-length")) {
                request.length =
                        Integer.parseInt(line.substring(name.length() + 1).strip());
            } else if (name.equals("sec-websocket-key")) {
                request.socketKey = line.substring(name.length() + 1).strip();
            }
        }
        in.skipNBytes(request.length);
        return request;
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != -1 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    // The realtime connection

    private static byte[] upgrade(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers the greeting in its own format; other commands and frames are passed over. */
    private void converse(DataInputStream in, OutputStream out) throws IOException {
        Frames.Received greeting = Frames.read(in);
        out.write(greeting.isBinary() ? CentrifugeFrames.connected() : Frames.text("""
                {"id":1,"connect":{"client":"c","version":"1","subs":{"exports:acc":\
                {"recoverable":true,"epoch":"e","offset":0,"positioned":true}},"ping":25,"pong":true}}"""));
        realtime = out;
        while (true) {
            Frames.read(in);
        }
    }

    /** Sends frames over the realtime connection, from the calling thread. */
    void pushHere(byte[] frames) throws IOException {
        realtime.write(frames);
    }

    /** Sends frames over the realtime connection, from a thread of the service's. */
    void push(byte[] frames) {
        thread(() -> {
                    try {
                        realtime.write(frames);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
