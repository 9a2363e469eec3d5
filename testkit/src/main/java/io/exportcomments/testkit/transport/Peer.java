package io.exportcomments.testkit.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The server's end of one connection. Its methods are for a {@link Reply}, on the connection's thread. */
public final class Peer implements Closeable {
    private final Socket socket;
    private final InputStream in;
    private final int number;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicLong sent = new AtomicLong();

    Peer(Socket socket, int number) throws IOException {
        this.socket = socket;
        this.number = number;
        in = new BufferedInputStream(socket.getInputStream());
        socket.setTcpNoDelay(true);
    }

    /** The number of the connection, from 1. */
    public int number() {
        return number;
    }

    /** Waits until the client has said something, whatever it is; what it said first is dropped. */
    public void awaitFirstByte() throws IOException {
        if (in.read() < 0) {
            throw new java.io.EOFException("The client hung up without a word");
        }
    }

    /** How many bytes were handed to the operating system so far; from any thread. */
    public long sent() {
        return sent.get();
    }

    /** Sends a status line and headers, each as a line {@code Name: value}, and the blank line. */
    public void head(int status, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        send(head.append("\r\n").toString());
    }

    /** Sends characters as ISO 8859-1. */
    public void send(String characters) throws IOException {
        send(characters.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes at once. */
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        sent.addAndGet(bytes.length);
    }

    /** Sends bytes as HTTP chunks, without the last one. */
    public void chunks(byte[] bytes, int size) throws IOException {
        for (int from = 0; from < bytes.length; from += size) {
            int length = Math.min(size, bytes.length - from);
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            chunk.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunk.write(bytes, from, length);
            chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            send(chunk.toByteArray());
        }
    }

    /**
     * Waits for a time of the script's: how a slow server is played. A client that hangs up meanwhile is not noticed.
     */
    public void pause(long millis) throws IOException {
        try {
            if (over.await(millis, TimeUnit.MILLISECONDS)) {
                throw new EOFException("the connection is over");
            }
        } catch (InterruptedException e) {
            throw new IOException("the server is closed", e);
        }
    }

    /** Reads until the client closes or resets the connection. */
    public void awaitHangUp() throws IOException {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } finally {
            close();
        }
    }

    /** Breaks the connection with a reset, in place of an orderly end. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    /** Ends the connection in an orderly way. */
    @Override
    public void close() throws IOException {
        socket.close();
        over.countDown();
    }

    boolean isOpen() {
        return over.getCount() > 0;
    }

    boolean awaitOver(long millis) throws InterruptedException {
        return over.await(millis, TimeUnit.MILLISECONDS);
    }

    /** What the client sends after a request: for a protocol that is not HTTP any more. */
    public InputStream input() {
        return in;
    }

    @Nullable ReceivedRequest read() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", 3);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String header = line(); header != null && !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        return new ReceivedRequest(parts[0], parts[1], headers, body(headers), number);
    }

    private String body(Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            return chunkedBody();
        }
        int length = Integer.parseInt(
                headers.getOrDefault("content-length", List.of("0")).get(0));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String chunkedBody() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return body.toString(StandardCharsets.UTF_8);
    }

    private int chunkSize() throws IOException {
        String size = line();
        return size == null ? 0 : Integer.parseInt(size, 16);
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c == -1) {
                return null;
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
