package io.exportcomments.mcp.internal.tool;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The tools as the SDK takes them: results are JSON in a text, and errors are words. */
public final class ToolCatalog {
    private final List<JobTool> tools;
    private final McpJsonMapper json;

    /** These tools. */
    public ToolCatalog(List<JobTool> tools, McpJsonMapper json) {
        this.tools = List.copyOf(tools);
        this.json = json;
    }

    /** One specification for each tool. */
    public List<AsyncToolSpecification> specifications() {
        return tools.stream()
                .map(tool -> AsyncToolSpecification.builder()
                        .tool(tool.description())
                        .callHandler((exchange, request) -> call(tool, exchange, request))
                        .build())
                .toList();
    }

    private Mono<CallToolResult> call(JobTool tool, McpAsyncServerExchange exchange, CallToolRequest request) {
        return Mono.defer(() -> tool.call(
                        new ToolArguments(request.arguments(), tool.arguments()),
                        ProgressNotes.of(exchange, request.progressToken())))
                .map(fields -> result(text(fields), false))
                .onErrorResume(error -> Mono.just(result(ToolErrors.words(error), true)));
    }

    private String text(Map<String, @Nullable Object> fields) {
        try {
            return json.writeValueAsString(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CallToolResult result(String text, boolean isError) {
        return CallToolResult.builder().addTextContent(text).isError(isError).build();
    }
}
