package io.exportcomments.mcp.internal.tool;

import io.exportcomments.job.JobGuid;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Says how a job is, at once or at its end. */
public final class CheckTool implements JobTool {
    private final JobWait wait;
    private final JobResources resources;
    private final ArgumentSchema schema = new ArgumentSchema()
            .guid()
            .number("wait_seconds", "How long to wait for the end of the job; default 0.", 0, ExportTool.LONGEST_WAIT);

    /** The tool that waits so; the jobs become resources. */
    public CheckTool(JobWait wait, JobResources resources) {
        this.wait = wait;
        this.resources = resources;
    }

    @Override
    public ArgumentSchema arguments() {
        return schema;
    }

    @Override
    public Tool description() {
        return ToolText.reading(
                "check_job",
                "Check a job",
                "Shows an export job as it is now, or with wait_seconds at its end. Costs no export.",
                schema);
    }

    @Override
    public Mono<Map<String, @Nullable Object>> call(ToolArguments arguments, CallProgress progress) {
        JobGuid guid = arguments.guid();
        Duration bound = Duration.ofSeconds(arguments.number("wait_seconds", 0, 0, ExportTool.LONGEST_WAIT));
        return wait.follow(guid, bound, progress).doOnNext(resources::seen).map(JobFields::withNext);
    }
}
