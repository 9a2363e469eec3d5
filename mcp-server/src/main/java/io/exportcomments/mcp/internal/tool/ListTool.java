package io.exportcomments.mcp.internal.tool;

import io.exportcomments.ExportComments;
import io.exportcomments.job.JobPage;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Lists the account's jobs. */
public final class ListTool implements JobTool {
    private static final int LARGEST_PAGE = 50;
    private static final int LAST_PAGE = 100_000;

    private final ExportComments client;
    private final ArgumentSchema schema = new ArgumentSchema()
            .number("page", "The page, from 1; default 1.", 1, LAST_PAGE)
            .number("limit", "Jobs in a page; default 20.", 1, LARGEST_PAGE);

    /** The tool of this client. */
    public ListTool(ExportComments client) {
        this.client = client;
    }

    @Override
    public ArgumentSchema arguments() {
        return schema;
    }

    @Override
    public Tool description() {
        return ToolText.reading(
                "list_jobs", "List jobs", "Lists the account's export jobs, newest first. Costs no export.", schema);
    }

    @Override
    public Mono<Map<String, @Nullable Object>> call(ToolArguments arguments, CallProgress progress) {
        int page = (int) arguments.number("page", 1, 1, LAST_PAGE);
        int limit = (int) arguments.number("limit", 20, 1, LARGEST_PAGE);
        return Mono.fromFuture(() -> client.async().list(page, limit)).map(ListTool::fields);
    }

    private static Map<String, @Nullable Object> fields(JobPage page) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("jobs", page.jobs().stream().map(JobFields::of).toList());
        fields.put("page", page.page());
        fields.put("next_page", page.isLast() ? null : page.page() + 1);
        return fields;
    }
}
