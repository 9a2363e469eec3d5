package io.exportcomments.mcp.internal.tool;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A resource for each job: any can be read by its guid, and those that were worked with are listed. Thread-safe.
 */
public final class JobResources {
    /** How many are listed; the oldest of more leave. */
    static final int MOST_LISTED = 100;

    private static final System.Logger LOG = System.getLogger("io.exportcomments.mcp");
    private static final String PREFIX = "exportcomments://jobs/";
    private static final String JSON = "application/json";

    private final JobWait wait;
    private final McpJsonMapper json;
    private final Deque<JobGuid> listed = new ArrayDeque<>();
    private volatile @Nullable McpAsyncServer server;

    /** No job is listed yet. */
    public JobResources(JobWait wait, McpJsonMapper json) {
        this.wait = wait;
        this.json = json;
    }

    /** The form of all. */
    public AsyncResourceTemplateSpecification template() {
        ResourceTemplate template = ResourceTemplate.builder(PREFIX + "{guid}", "job")
                .title("An export job")
                .description("An export job as it is now, by its guid.")
                .mimeType(JSON)
                .build();
        return new AsyncResourceTemplateSpecification(template, (exchange, request) -> read(request));
    }

    /** From now on, this server lists jobs. */
    public void listOn(McpAsyncServer newServer) {
        server = newServer;
    }

    /** A job was worked with. */
    void seen(Job job) {
        McpAsyncServer lister = server;
        if (lister == null) {
            return;
        }
        JobGuid eldest;
        synchronized (listed) {
            if (listed.contains(job.guid())) {
                return;
            }
            listed.add(job.guid());
            eldest = listed.size() > MOST_LISTED ? listed.remove() : null;
        }
        Mono<Void> change = eldest == null ? Mono.empty() : lister.removeResource(PREFIX + eldest);
        change.then(lister.addResource(resource(job)))
                .subscribe(nothing -> {}, e -> LOG.log(System.Logger.Level.DEBUG, "A job could not be listed", e));
    }

    private AsyncResourceSpecification resource(Job job) {
        Resource resource = Resource.builder(PREFIX + job.guid(), "job " + job.guid())
                .title(job.url().orElse("Job " + job.guid()))
                .description("An export job as it is now.")
                .mimeType(JSON)
                .build();
        return new AsyncResourceSpecification(resource, (exchange, request) -> read(request));
    }

    private Mono<ReadResourceResult> read(ReadResourceRequest request) {
        return Mono.defer(() -> wait.read(guid(request.uri())))
                .map(job -> contents(request.uri(), text(job)))
                .onErrorMap(JobResources::error);
    }

    private static ReadResourceResult contents(String uri, String text) {
        return ReadResourceResult.builder(List.of(
                        TextResourceContents.builder(uri, text).mimeType(JSON).build()))
                .build();
    }

    private static JobGuid guid(String uri) {
        try {
            return JobGuid.of(uri.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new ArgumentException("This is not the guid of a job. Call list_jobs to see the jobs.");
        }
    }

    private String text(Job job) {
        try {
            return json.writeValueAsString(JobFields.withNext(job));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Throwable error(Throwable failure) {
        return McpError.builder(ErrorCodes.INTERNAL_ERROR)
                .message(ToolErrors.words(failure))
                .build();
    }
}
