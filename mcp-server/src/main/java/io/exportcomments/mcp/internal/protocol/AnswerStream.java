package io.exportcomments.mcp.internal.protocol;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The messages that answer one request over HTTP: any thread sends them, and the thread that serves the request writes
 * them as server-sent events. Thread-safe.
 */
final class AnswerStream implements McpStreamableServerTransport {
    private static final int MOST_WAITING = 1024;
    private static final int QUIET_SECONDS = 15;
    private static final String END = "";

    private final MessageJson json;
    private final RunningCalls calls;
    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private volatile boolean over;

    AnswerStream(MessageJson json, RunningCalls calls) {
        this.json = json;
        this.calls = calls;
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> {
            calls.answering(message);
            send(json.text(message));
        });
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, @Nullable String id) {
        return sendMessage(message);
    }

    /** What nobody reads any more, or not for long, is dropped. */
    private void send(String message) {
        if (!over && waiting.size() < MOST_WAITING) {
            waiting.add(message);
        }
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return json.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::close);
    }

    /** The messages so far are the last. */
    @Override
    public void close() {
        over = true;
        waiting.add(END);
    }

    /** Writes events to the end of the answer; while there are none for a while, a comment shows that it goes on. */
    void writeTo(OutputStream body) throws IOException, InterruptedException {
        while (true) {
            String message = waiting.poll(QUIET_SECONDS, TimeUnit.SECONDS);
            if (END.equals(message)) {
                return;
            }
            String event = message == null ? ":\n\n" : "event: message\ndata: " + message + "\n\n";
            body.write(event.getBytes(StandardCharsets.UTF_8));
            body.flush();
        }
    }
}
