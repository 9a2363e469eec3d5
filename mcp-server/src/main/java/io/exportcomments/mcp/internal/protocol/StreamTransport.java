package io.exportcomments.mcp.internal.protocol;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpServerTransport;
import reactor.core.publisher.Mono;

/** What a session over two streams sends: a line for each message. */
final class StreamTransport implements McpServerTransport {
    private final MessageJson json;
    private final LineOutput output;
    private final RunningCalls calls;

    StreamTransport(MessageJson json, LineOutput output, RunningCalls calls) {
        this.json = json;
        this.output = output;
        this.calls = calls;
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> {
            calls.answering(message);
            output.send(json.text(message));
        });
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return json.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(output::close);
    }
}
