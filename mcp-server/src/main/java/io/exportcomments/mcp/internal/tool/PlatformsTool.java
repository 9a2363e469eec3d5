package io.exportcomments.mcp.internal.tool;

import io.exportcomments.platform.Platform;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Lists the platforms that are known. */
public final class PlatformsTool implements JobTool {
    private final ArgumentSchema schema = new ArgumentSchema()
            .text("id", "The id of one platform, to see its URLs and options; without it, all names.");

    @Override
    public ArgumentSchema arguments() {
        return schema;
    }

    @Override
    public Tool description() {
        return ToolText.reading(
                "list_platforms",
                "List platforms",
                "Lists the platforms that the service is known to export from. Asks nobody, and costs nothing; the"
                        + " service itself may know more.",
                schema);
    }

    @Override
    public Mono<Map<String, @Nullable Object>> call(ToolArguments arguments, CallProgress progress) {
        return Mono.just(arguments.text("id").map(PlatformsTool::one).orElseGet(PlatformsTool::all));
    }

    private static Map<String, @Nullable Object> one(String id) {
        return Platform.byId(id)
                .map(PlatformFields::of)
                .orElseThrow(() -> new ArgumentException(
                        "There is no platform '" + id + "'. Call list_platforms without 'id' to see all."));
    }

    private static Map<String, @Nullable Object> all() {
        Map<String, @Nullable Object> names = new LinkedHashMap<>();
        Platform.all().forEach(platform -> names.put(platform.id(), platform.name()));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("platforms", names);
        return fields;
    }
}
