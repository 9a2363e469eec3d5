package io.exportcomments.mcp;

import io.exportcomments.mcp.internal.protocol.MessageJson;
import io.exportcomments.mcp.internal.protocol.SecretMask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client that sends whatever a test types, over two streams, and keeps all that comes. */
final class RawClient implements AutoCloseable {
    private static final MessageJson JSON = new MessageJson(new SecretMask(List.of()));
    private static final int BOUND_SECONDS = 30;

    /** Begins a session. */
    static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                    + "\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}";

    private final PipedOutputStream toServer = new PipedOutputStream();
    private final PipedInputStream fromServer = new PipedInputStream(1 << 20);
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringBuilder all = new StringBuilder();
    final StreamConnection connection;

    RawClient(ToolServer server) {
        try {
            connection = server.serve(new PipedInputStream(toServer, 1 << 16), new PipedOutputStream(fromServer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, "raw-client");
        reader.setDaemon(true);
        reader.start();
    }

    /** A client that has shaken hands. */
    static RawClient initialized(ToolServer server) {
        RawClient client = new RawClient(server);
        client.send(INITIALIZE);
        client.answer(0);
        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return client;
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(fromServer, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (all) {
                    all.append(line).append('\n');
                }
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("{}"); // The server has closed its end.
        }
    }

    void send(String line) {
        send(line, StandardCharsets.UTF_8);
    }

    /** As programs write it that don't say which bytes letters are. */
    void send(String line, Charset charset) {
        try {
            toServer.write((line + "\n").getBytes(charset));
            toServer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls a tool; its arguments are JSON without the outer braces. */
    void call(int id, String tool, String arguments) {
        send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{" + arguments + "},\"_meta\":{\"progressToken\":\"t" + id + "\"}}}");
    }

    void cancel(int id) {
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id
                + ",\"reason\":\"not wanted\"}}");
    }

    /** The next message that is wanted; those before it are passed over. */
    Map<?, ?> next(Predicate<Map<?, ?>> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        try {
            while (System.nanoTime() < deadline) {
                String line = lines.poll(BOUND_SECONDS, TimeUnit.SECONDS);
                Map<?, ?> message = line == null ? Map.of() : JSON.readValue(line, Map.class);
                if (wanted.test(message)) {
                    return message;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("There was no such message: " + text());
    }

    /** The answer to a request. */
    Map<?, ?> answer(int id) {
        return next(message -> Integer.valueOf(id).equals(message.get("id")));
    }

    /** The text that a tool answered with. */
    String answerText(int id) {
        Map<?, ?> result = (Map<?, ?>) answer(id).get("result");
        Map<?, ?> content = (Map<?, ?>) ((List<?>) result.get("content")).get(0);
        return String.valueOf(content.get("text"));
    }

    /** All that came. */
    String text() {
        synchronized (all) {
            return all.toString();
        }
    }

    /** Ends the server's input. */
    void endInput() {
        try {
            toServer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connection.close();
        endInput();
    }
}
