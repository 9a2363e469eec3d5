package io.exportcomments.mcp.internal.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes lines of UTF-8 by a thread of its own, so that a client that reads slowly holds up nobody else. One that does
 * not read at all loses the connection. Thread-safe.
 */
final class LineOutput implements AutoCloseable {
    private static final int MOST_WAITING = 1024;
    private static final int CLOSING_MILLIS = 1000;
    private static final String END = "";

    private final OutputStream stream;
    private final Runnable onBreak;
    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>(MOST_WAITING + 1);
    private final Thread writer;
    private volatile boolean over;

    /**
     * Starts to write.
     *
     * @param onBreak called once when the stream breaks or nobody reads it
     */
    LineOutput(OutputStream stream, Runnable onBreak) {
        this.stream = stream;
        this.onBreak = onBreak;
        writer = new Thread(this::write, "exportcomments-mcp-out");
        writer.setDaemon(true);
        writer.start();
    }

    /** Sends a line; false if the connection is over. */
    boolean send(String line) {
        if (over) {
            return false;
        }
        if (waiting.size() >= MOST_WAITING || !waiting.offer(line)) {
            end();
            return false;
        }
        return true;
    }

    private void write() {
        try {
            for (String line = waiting.take(); !line.equals(END); line = waiting.take()) {
                stream.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                if (waiting.isEmpty()) {
                    flush();
                }
            }
            flush();
        } catch (IOException e) {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A print stream, as standard output is one, keeps to itself that it broke. */
    private void flush() throws IOException {
        stream.flush();
        if (stream instanceof PrintStream printing && printing.checkError()) {
            throw new IOException("The output is broken");
        }
    }

    private void end() {
        if (!over) {
            over = true;
            onBreak.run();
        }
    }

    /** Writes what waits, for a second at most. */
    @Override
    public void close() {
        over = true;
        boolean told = waiting.offer(END);
        try {
            writer.join(told ? CLOSING_MILLIS : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
    }
}
