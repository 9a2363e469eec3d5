package io.exportcomments.mcp.internal.tool;

import io.exportcomments.ExportComments;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Creates a job, and waits for its end for a while. */
public final class ExportTool implements JobTool {
    static final long LONGEST_WAIT = 600;

    private static final long USUAL_WAIT = 40;

    private final ExportComments client;
    private final JobWait wait;
    private final JobResources resources;
    private final ArgumentSchema schema = new ArgumentSchema()
            .requiredText("url", "The page, such as https://www.youtube.com/watch?v=dQw4w9WgXcQ.")
            .number("limit", "Export at most so many items.", 1, Integer.MAX_VALUE)
            .flag("replies", "Export replies too.")
            .text("min_date", "Only items from then on: 2026-03-01 or 2026-03-01T07:30:00Z; UTC without an offset.")
            .text("max_date", "Only items until then.")
            .text("vpn", "The country from which the service opens the page.")
            .object("options", "Any other option of the service, by its name there.")
            .number(
                    "wait_seconds",
                    "How long to wait for the end of the job; 0 returns at once, default " + USUAL_WAIT + ".",
                    0,
                    LONGEST_WAIT);

    /** The tool of this client, whose jobs become resources. */
    public ExportTool(ExportComments client, JobWait wait, JobResources resources) {
        this.client = client;
        this.wait = wait;
        this.resources = resources;
    }

    @Override
    public ArgumentSchema arguments() {
        return schema;
    }

    @Override
    public Tool description() {
        return ToolText.costing(
                "export_comments",
                "Export comments",
                "Exports the comments or reviews of a web page: creates a job at the service, and waits for its end."
                        + " COSTS: each call uses one of the account's exports, whatever becomes of it; so call it once"
                        + " for a page, and look at list_jobs for an earlier export first. If the job has not ended"
                        + " in time it goes on at the service: follow it with check_job.",
                schema);
    }

    @Override
    public Mono<Map<String, @Nullable Object>> call(ToolArguments arguments, CallProgress progress) {
        ExportRequest request = request(arguments);
        Duration bound = Duration.ofSeconds(arguments.number("wait_seconds", USUAL_WAIT, 0, LONGEST_WAIT));
        return Mono.fromFuture(() -> client.async().create(request))
                .flatMap(job -> {
                    progress.at(0, 0, "Created job " + job.guid());
                    job.snapshot().ifPresent(resources::seen);
                    return bound.isZero()
                            ? Mono.justOrEmpty(job.snapshot())
                            : wait.follow(job.guid(), bound, progress)
                                    .onErrorResume(lost -> Mono.justOrEmpty(job.snapshot()));
                })
                .map(JobFields::withNext);
    }

    private static ExportRequest request(ToolArguments arguments) {
        String url = arguments.requiredText("url");
        ExportOptions.Builder options = ExportOptions.builder();
        try {
            arguments.object("options").forEach(options::set);
            if (arguments.has("replies")) {
                options.replies(arguments.flag("replies"));
            }
            if (arguments.has("limit")) {
                options.limit(arguments.number("limit", 1, 1, Integer.MAX_VALUE));
            }
            arguments.time("min_date").ifPresent(options::minTimestamp);
            arguments.time("max_date").ifPresent(options::maxTimestamp);
            arguments.text("vpn").ifPresent(options::vpn);
            return new ExportRequest(url, options.build());
        } catch (IllegalArgumentException e) {
            throw new ArgumentException(e.getMessage() + ". Nothing was created.");
        }
    }
}
