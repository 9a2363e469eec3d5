package io.exportcomments.mcp.internal.tool;

import io.exportcomments.ExportComments;
import io.exportcomments.job.JobGuid;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Stops a job for good. */
public final class StopTool implements JobTool {
    private final ExportComments client;
    private final ArgumentSchema schema = new ArgumentSchema().guid();

    /** The tool of this client. */
    public StopTool(ExportComments client) {
        this.client = client;
    }

    @Override
    public ArgumentSchema arguments() {
        return schema;
    }

    @Override
    public Tool description() {
        return ToolText.destroying(
                "stop_job",
                "Stop a job",
                "Stops a queued or running export job, FOR GOOD: it can't be continued or retried, and the export that"
                        + " it used is gone. Ask the user first.",
                schema);
    }

    @Override
    public Mono<Map<String, @Nullable Object>> call(ToolArguments arguments, CallProgress progress) {
        JobGuid guid = arguments.guid();
        return Mono.fromFuture(() -> client.async().job(guid).stop()).map(JobFields::withNext);
    }
}
