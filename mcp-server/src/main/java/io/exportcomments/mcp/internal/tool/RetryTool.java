package io.exportcomments.mcp.internal.tool;

import io.exportcomments.ExportComments;
import io.exportcomments.job.JobGuid;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Runs a failed job again. */
public final class RetryTool implements JobTool {
    private final ExportComments client;
    private final ArgumentSchema schema = new ArgumentSchema().guid();

    /** The tool of this client. */
    public RetryTool(ExportComments client) {
        this.client = client;
    }

    @Override
    public ArgumentSchema arguments() {
        return schema;
    }

    @Override
    public Tool description() {
        return ToolText.costing(
                "retry_job",
                "Retry a failed job",
                "Runs a failed export job again, and returns at once. COSTS: it counts against the plan as an export"
                        + " does; so only when the error of the job can pass, and not again and again.",
                schema);
    }

    @Override
    public Mono<Map<String, @Nullable Object>> call(ToolArguments arguments, CallProgress progress) {
        JobGuid guid = arguments.guid();
        return Mono.fromFuture(() -> client.async().job(guid).retry()).map(JobFields::withNext);
    }
}
