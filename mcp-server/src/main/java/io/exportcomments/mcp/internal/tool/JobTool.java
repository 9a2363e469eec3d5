package io.exportcomments.mcp.internal.tool;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Something that an assistant can have done. */
public interface JobTool {
    /** What an assistant is told of it. */
    Tool description();

    /** The names of its arguments, and what they may be. */
    ArgumentSchema arguments();

    /**
     * Does it. Nothing happens before the result is subscribed to; cancelling that ends all that is under way.
     *
     * @param progress hears how far it is
     * @return what the assistant gets, as JSON values
     * @throws ArgumentException if the arguments make no sense
     */
    Mono<Map<String, @Nullable Object>> call(ToolArguments arguments, CallProgress progress);
}
