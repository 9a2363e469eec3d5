package io.exportcomments.integration;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server that costs next to nothing: one answer for each job, and one large file. Its threads are told by their name.
 */
final class CannedServer implements AutoCloseable {
    static final String THREADS = "canned-server";
    static final String GUID = "b4219d47-3138-4efd-9762-2ef9f9495084";

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final byte[] job;
    private final byte[] chunk = new byte[64 * 1024];
    private final int chunks;

    private CannedServer(ServerSocket listener, int megabytes) {
        this.listener = listener;
        this.chunks = megabytes * 16;
        // What is no JSON, or breaks off, gets no file's name.
        chunk[0] = '[';
        chunk[chunk.length - 1] = ']';
        String json = """
                {"id":4711,"guid":"%s","status":"done","url":"https://www.youtube.com/watch?v=dQw4w9WgXcQ","options":{"replies":true,\
                "limit":500},"locked":false,"json_url":"/exports/file.json","download_link":"/exports/file.xlsx","rawFile":"file.json",\
                "file_name":"file.xlsx","total":652,"total_exported":652,"retry":0,"error":null,"replies":true,"replies_count":120,\
                "timezone":"UTC","platform":"youtube","export_type":"comments","plan":"business","created_at":"2026-11-01T10:00:00Z",\
                "updated_at":"2026-11-01T10:01:00Z","exported_at":"2026-11-01T10:01:00Z"}""".formatted(GUID);
        job = answer("application/json", json.length(), json);
    }

    private static byte[] answer(String type, long length, String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    static CannedServer start(int megabytes) throws IOException {
        CannedServer server = new CannedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), megabytes);
        server.thread(server::accept).start();
        return server;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    private Thread thread(Runnable task) {
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
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (int path = request(in); path != -1; path = request(in)) {
                if (path == 'e') {
                    file(out);
                } else {
                    out.write(job);
                }
            }
        } catch (IOException clientLeft) {
            return;
        } finally {
            open.remove(socket);
        }
    }

    private void file(OutputStream out) throws IOException {
        out.write(answer("application/json", (long) chunks * chunk.length, ""));
        for (int i = 0; i < chunks; i++) {
            out.write(chunk);
        }
    }

    /** Reads a request without a body; gives the first letter of its path, or -1 at the end. */
    private static int request(InputStream in) throws IOException {
        int path = -1;
        int line = 0;
        int before = 0;
        for (int c = in.read(); c != -1; c = in.read()) {
            path = before == '/' && path == -1 ? c : path;
            before = c;
            if (c == '\n' && line == 0) {
                return path;
            }
            line = c == '\n' ? 0 : c == '\r' ? line : line + 1;
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
