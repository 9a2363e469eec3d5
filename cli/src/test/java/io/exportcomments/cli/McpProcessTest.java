package io.exportcomments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockOperation;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapperSupplier;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code exportcomments mcp} as a process, with the SDK's own client. */
@Timeout(90)
class McpProcessTest {
    private static final Duration BOUND = Duration.ofSeconds(40);
    private static final String TOKEN = "SecretToken3".repeat(10);

    @TempDir
    Path folder;

    private final List<String> remarks = new CopyOnWriteArrayList<>();
    private final List<ProgressNotification> progress = new CopyOnWriteArrayList<>();
    private MockService mock;

    @BeforeEach
    void start() {
        mock = MockService.builder()
                .token(TOKEN)
                .plan(ServicePlan.premium())
                .defaultScript(JobScript.instant().rows(7))
                .start();
    }

    @AfterEach
    void stop() {
        mock.close();
    }

    private McpSyncClient connected(McpClientTransport transport) {
        McpSyncClient assistant = McpClient.sync(transport)
                .requestTimeout(BOUND)
                .initializationTimeout(BOUND)
                .jsonSchemaValidator(new AnySchema())
                .progressConsumer(progress::add)
                .build();
        assistant.initialize();
        return assistant;
    }

    private McpSyncClient overStreams(MockService service, String... options) {
        List<String> command = new ArrayList<>(Child.java());
        command.addAll(List.of("mcp", "--base-url", service.baseUrl().toString()));
        command.addAll(List.of(options));
        StdioClientTransport transport = new StdioClientTransport(
                ServerParameters.builder(command.get(0))
                        .args(command.subList(1, command.size()))
                        .addEnvVar("EXPORTCOMMENTS_API_TOKEN", TOKEN)
                        .build(),
                new JacksonMcpJsonMapperSupplier().get());
        transport.setStdErrorHandler(remarks::add);
        return connected(transport);
    }

    private static CallToolResult call(McpSyncClient assistant, String tool, Map<String, Object> arguments) {
        return assistant.callTool(CallToolRequest.builder(tool)
                .arguments(arguments)
                .meta(Map.of("progressToken", 1))
                .build());
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }

    @Test
    void anAssistantExportsReadsAndDownloadsWithinThePlanAndNeverSeesTheToken() throws Exception {
        try (McpSyncClient assistant = overStreams(mock, "--allow-dir", folder.toString())) {
            String job = text(call(assistant, "export_comments", Map.of("url", "https://vimeo.com/1")));
            assertThat(job).contains("\"status\":\"done\"");
            assertThat(progress).isNotEmpty();
            String guid = guid(job);
            call(assistant, "download_result", Map.of("guid", guid, "file", "a.json"));
            assertThat(Files.readString(folder.resolve("a.json"))).startsWith("[");

            // The plan takes 7 creations in 3 minutes: the client knows that, and sends no eighth.
            for (int number = 2; number <= 7; number++) {
                call(assistant, "export_comments", Map.of("url", "https://vimeo.com/" + number, "wait_seconds", 0));
            }
            mock.faults().on(MockOperation.LIST).inject(Fault.status(401).body("{\"message\":\"" + TOKEN + "\"}"));
            CallToolResult refused = call(assistant, "list_jobs", Map.of());
            assertThat(refused.isError()).isTrue();
            assertThat(text(refused) + job + remarks).doesNotContain(TOKEN);
            assertThat(mock.journal().count(MockOperation.CREATE)).isEqualTo(7);
        }
        assertThat(remarks).containsExactly("Serving MCP over standard input and output.");
    }

    /** A whole session: an export that takes a while, its progress, a page of its rows, and a job that is stopped. */
    @Test
    void anAssistantFollowsAJobReadsItsRowsAndStopsAnother() {
        String slow = "https://vimeo.com/slow";
        String endless = "https://vimeo.com/endless";
        try (MockService own = MockService.builder()
                        .token(TOKEN)
                        .script(
                                slow,
                                JobScript.queued(Duration.ofMillis(200))
                                        .progress(Duration.ofMillis(500), 3, 7)
                                        .done(Duration.ofMillis(500))
                                        .rows(7))
                        .script(endless, JobScript.endless())
                        .start();
                McpSyncClient assistant = overStreams(own)) {
            String job = text(call(assistant, "export_comments", Map.of("url", slow)));
            assertThat(job).contains("\"status\":\"done\"", "\"exported\":7");
            assertThat(progress)
                    .extracting(ProgressNotification::progress)
                    .isSorted()
                    .hasSizeGreaterThan(1);
            String guid = guid(job);
            String rows = text(call(assistant, "read_rows", Map.of("guid", guid, "first_row", 2, "limit", 3)));
            assertThat(rows).contains("\"next_row\":5");

            String other = guid(text(call(assistant, "export_comments", Map.of("url", endless, "wait_seconds", 0))));
            assertThat(text(call(assistant, "stop_job", Map.of("guid", other)))).contains("\"status\":\"stopped\"");
            assertThat(text(call(assistant, "check_job", Map.of("guid", other))))
                    .contains("stopped");
            assertThat(own.journal().count(MockOperation.CREATE)).isEqualTo(2);
        }
    }

    private static String guid(String job) {
        return job.replaceAll("(?s).*?\"guid\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void nothingButTheProtocolIsOnStandardOutputAndTheEndOfTheInputEndsIt() {
        try (Child child = Child.start(
                Map.of(), line -> line.contains("Serving MCP"), "mcp", "--mock", "--verbose", "--read-only")) {
            child.type("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                    + "\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
            child.type("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            child.type("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"list_jobs\"}}");
            child.endInput();
            assertThat(child.code()).as(child.err()).isZero();
            assertThat(child.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"jsonrpc\":\"2.0\""));
        }
    }

    @Test
    void overHttpAsManyAssistantsAsThereAreUntilItIsInterrupted() {
        try (Child child = Child.start(
                Map.of(), line -> line.contains("Serving MCP at"), "mcp", "--mock", "--read-only", "--http", "0")) {
            String base = child.errSoFar().replaceAll("(?s).*(http://127.0.0.1:\\d+)/mcp.*", "$1");
            try (McpSyncClient one = connected(
                            HttpClientStreamableHttpTransport.builder(base).build());
                    McpSyncClient other = connected(
                            HttpClientStreamableHttpTransport.builder(base).build())) {
                assertThat(one.listTools().tools())
                        .extracting(Tool::name)
                        .contains("check_job", "read_rows")
                        .doesNotContain("export_comments", "retry_job", "stop_job", "download_result");
                assertThat(text(call(other, "list_jobs", Map.of()))).contains("11111111-1111-4111-8111-111111111111");
            }
            assertThat(child.interrupt()).isEqualTo(130);
            assertThat(child.out()).isEmpty();
        }
    }

    /** The client's answers are not checked against schemas: the server has none. */
    private static final class AnySchema implements JsonSchemaValidator {
        @Override
        public ValidationResponse validate(Map<String, Object> schema, Object structuredContent) {
            return ValidationResponse.asValid("");
        }
    }
}
