package io.exportcomments.testkit.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A port on loopback at which no connection comes about: its listener never accepts, and its queue is full. */
final class FullBacklog implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 150;
    private static final int MOST = 1_000;
    private static final int LONGEST_SECONDS = 30;

    private final ServerSocket listener;
    private final List<Socket> waiting = new CopyOnWriteArrayList<>();
    private final CountDownLatch hangUp = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private FullBacklog(ServerSocket listener) {
        this.listener = listener;
    }

    static FullBacklog open() {
        try {
            FullBacklog port = new FullBacklog(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            port.fill();
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that takes one connection, answers one request on it, and ends it by {@link #hangUp()}. */
    static FullBacklog afterOneAnswer(String answer) {
        try {
            FullBacklog port = new FullBacklog(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            Thread thread = new Thread(() -> port.answerOnce(answer), "full-backlog");
            thread.setDaemon(true);
            thread.start();
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answerOnce(String answer) {
        try (Socket only = listener.accept()) {
            fill();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) only.getInputStream().read());
            }
            only.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            if (!hangUp.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The test did not end the connection");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            ended.countDown();
        }
    }

    /** Ends the connection that was answered, and returns when it is over. */
    void hangUp() {
        hangUp.countDown();
        try {
            if (!ended.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The connection did not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    private void fill() throws IOException {
        for (int i = 0; i < MOST; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(listener.getLocalSocketAddress(), PATIENCE_MILLIS);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new AssertionError("The queue of a listener took " + MOST + " connections");
    }

    @Override
    public void close() {
        hangUp.countDown();
        try {
            listener.close();
            for (Socket socket : waiting) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
