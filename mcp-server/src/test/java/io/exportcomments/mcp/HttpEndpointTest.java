package io.exportcomments.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.ExportComments;
import io.exportcomments.mcp.internal.protocol.SchemasAsWritten;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.testkit.mock.MockServiceExtension;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapperSupplier;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An assistant's session over HTTP, with the SDK's own client, and what does not come from this machine. */
@Timeout(60)
class HttpEndpointTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final String TOKEN = "SecretToken2".repeat(10);
    private static final String ENDLESS = "https://www.youtube.com/watch?v=endless";
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

    @RegisterExtension
    static final MockServiceExtension mock = MockServiceExtension.create(builder -> builder.token(TOKEN)
            .script(ENDLESS, JobScript.endless())
            .script("*private*", JobScript.failing("The post is private"))
            .defaultScript(JobScript.queued(Duration.ofMillis(100))
                    .rows(30)
                    .progress(Duration.ofMillis(100), 10, 30)
                    .done(Duration.ofMillis(100))));

    @TempDir
    static Path folder;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static ExportComments client;
    private static HttpEndpoint endpoint;
    private static HttpEndpoint readOnly;

    @BeforeAll
    static void open() throws IOException {
        client = TestClients.builder(mock.service()).build();
        endpoint = ToolServer.builder(client)
                .secret(TOKEN)
                .allowFolder(folder)
                .version("1")
                .build()
                .listen(0);
        readOnly = ToolServer.builder(client).readOnly(true).build().listen(0);
    }

    @AfterAll
    static void close() {
        endpoint.close();
        readOnly.close();
        client.close();
    }

    private static McpSyncClient connected(HttpEndpoint to, List<ProgressNotification> progress) {
        String base = to.address().toString().replace("/mcp", "");
        McpSyncClient assistant = McpClient.sync(
                        HttpClientStreamableHttpTransport.builder(base).build())
                .jsonSchemaValidator(new SchemasAsWritten())
                .requestTimeout(BOUND)
                .progressConsumer(progress::add)
                .build();
        assistant.initialize();
        return assistant;
    }

    private static String call(McpSyncClient assistant, String tool, Map<String, Object> arguments) {
        return text(assistant.callTool(request(tool, arguments)), false);
    }

    private static CallToolRequest request(String tool, Map<String, Object> arguments) {
        return CallToolRequest.builder(tool)
                .arguments(arguments)
                .meta(Map.of("progressToken", tool))
                .build();
    }

    private static String error(McpSyncClient assistant, String tool, Map<String, Object> arguments) {
        return text(assistant.callTool(request(tool, arguments)), true);
    }

    private static String text(CallToolResult result, boolean isError) {
        String text = ((TextContent) result.content().get(0)).text();
        assertThat(result.isError()).as(text).isEqualTo(isError);
        assertThat(text).doesNotContain(TOKEN);
        return text;
    }

    private static String guid(String job) {
        return job.replaceAll("(?s).*?\"guid\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void anAssistantExportsFollowsReadsDownloadsAndStops() throws IOException {
        List<ProgressNotification> progress = new CopyOnWriteArrayList<>();
        try (McpSyncClient assistant = connected(endpoint, progress)) {
            String job = call(assistant, "export_comments", Map.of("url", "https://vimeo.com/5", "wait_seconds", 20));
            assertThat(job).contains("\"status\":\"done\"", "\"exported\":30");
            assertThat(progress).isNotEmpty();
            assertThat(progress.stream().map(ProgressNotification::progress))
                    .isSorted()
                    .doesNotHaveDuplicates();

            Map<String, Object> rows = Map.of("guid", guid(job), "first_row", 28, "fields", List.of("number"));
            assertThat(call(assistant, "read_rows", rows))
                    .contains("[{\"number\":29},{\"number\":30}]", "\"next_row\":null");
            assertThat(call(assistant, "list_jobs", Map.of("limit", 1))).contains("\"next_page\":");
            String uri = "exportcomments://jobs/" + guid(job);
            assertThat(assistant.listResources().resources())
                    .extracting(Resource::uri)
                    .contains(uri);
            assertThat(assistant
                            .readResource(ReadResourceRequest.builder(uri).build())
                            .contents()
                            .toString())
                    .contains("done");
            assertThat(call(assistant, "download_result", Map.of("guid", guid(job), "file", "five.json")))
                    .contains("five.json");
            assertThat(Files.readString(folder.resolve("five.json"))).startsWith("[");
            assertThat(error(assistant, "download_result", Map.of("guid", guid(job), "file", "five.json")))
                    .contains("exists already");

            String endless = call(assistant, "export_comments", Map.of("url", ENDLESS, "wait_seconds", 0));
            assertThat(endless).contains("still running", "check_job");
            assertThat(call(assistant, "stop_job", Map.of("guid", guid(endless))))
                    .contains("stopped");
        }
    }

    @Test
    void aWaitThatIsOverSaysHowTheJobIs() {
        try (McpSyncClient assistant = connected(endpoint, new CopyOnWriteArrayList<>())) {
            String job = call(assistant, "export_comments", Map.of("url", ENDLESS, "wait_seconds", 1));
            assertThat(job).contains("still running");
        }
    }

    @Test
    void eachToolSaysWhatItCostsAndDestroys() {
        try (McpSyncClient assistant = connected(endpoint, new CopyOnWriteArrayList<>())) {
            Map<String, Tool> tools =
                    assistant.listTools().tools().stream().collect(Collectors.toMap(Tool::name, tool -> tool));
            assertThat(tools)
                    .containsOnlyKeys(
                            "export_comments",
                            "check_job",
                            "list_jobs",
                            "retry_job",
                            "stop_job",
                            "read_rows",
                            "detect_platform",
                            "list_platforms",
                            "download_result");
            assertThat(tools.values())
                    .allSatisfy(tool -> assertThat(tool.annotations().destructiveHint())
                            .isEqualTo(tool.name().equals("stop_job")));
            assertThat(tools.values())
                    .filteredOn(tool -> tool.annotations().readOnlyHint())
                    .extracting(Tool::name)
                    .containsExactlyInAnyOrder(
                            "check_job", "list_jobs", "read_rows", "detect_platform", "list_platforms");
            assertThat(tools.values())
                    .filteredOn(tool -> tool.description().contains("COSTS"))
                    .extracting(Tool::name)
                    .containsExactlyInAnyOrder("export_comments", "retry_job");
        }
    }

    @Test
    void platformsAreKnownWithoutAskingTheService() {
        try (McpSyncClient assistant = connected(endpoint, new CopyOnWriteArrayList<>())) {
            assertThat(call(assistant, "detect_platform", Map.of("url", "https://www.youtube.com/watch?v=dQw4w9WgXcQ")))
                    .contains("\"id\":\"youtube\"", "\"fits\":true", "\"options\":");
            assertThat(call(assistant, "detect_platform", Map.of("url", "https://example.com/x")))
                    .contains("\"id\":null", "The service decides");
            assertThat(call(
                            assistant,
                            "detect_platform",
                            Map.of("url", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=a|b[1]^caf\u00e9")))
                    .as("with letters that browsers and exports take, too")
                    .contains("\"id\":\"youtube\"", "\"fits\":true");
            assertThat(error(assistant, "detect_platform", Map.of("url", "https://www.youtube.com/a b|c")))
                    .contains("'url' is not a URL");
            assertThat(call(assistant, "list_platforms", Map.of())).contains("\"youtube\":\"YouTube");
            assertThat(call(assistant, "list_platforms", Map.of("id", "youtube")))
                    .contains("\"urls\":[");
            assertThat(error(assistant, "list_platforms", Map.of("id", "none"))).contains("without 'id'");
        }
    }

    @Test
    void readOnlyLeavesOutWhatCostsOrEnds() {
        try (McpSyncClient assistant = connected(readOnly, new CopyOnWriteArrayList<>())) {
            assertThat(assistant.listTools().tools())
                    .extracting(Tool::name)
                    .containsExactlyInAnyOrder(
                            "check_job", "list_jobs", "read_rows", "detect_platform", "list_platforms");
            assertThatThrownBy(() -> assistant.callTool(request("export_comments", Map.of("url", ENDLESS))))
                    .hasMessageContaining("Unknown tool");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            export_comments | {}                                                      | 'url' is missing
            export_comments | {"url":"ftp://x"}                                       | Nothing was created
            export_comments | {"url":"https://a.de/","limit":0}                       | 'limit' must be a whole number
            export_comments | {"url":"https://a.de/","min_date":"yesterday"}          | 'min_date' must be a date
            export_comments | {"url":"https://a.de/","nonsense":1}                    | There is no argument 'nonsense'
            check_job       | {"guid":"../x"}                                         | list_jobs
            check_job       | {"guid":"11111111-1111-4111-8111-00000000dead"}         | NEXT: call list_jobs
            list_jobs       | {"limit":1000}                                          | from 1 to 50
            read_rows       | {"guid":"a","where":"author"}                           | 'contains' or 'equals'
            download_result | {"guid":"a","file":"../../etc/passwd"}                  | not in a folder
            download_result | {"guid":"a","file":"/etc/cron.d/x"}                     | not in a folder
            download_result | {"guid":"a","format":"exe"}                             | must be one of json, xlsx
            """)
    void whatIsWrongIsSaidInWordsWithWhatToDoNext(String tool, String arguments, String words) throws IOException {
        Map<String, Object> parsed =
                new JacksonMcpJsonMapperSupplier().get().readValue(arguments, new TypeRef<Map<String, Object>>() {});
        try (McpSyncClient assistant = connected(endpoint, new CopyOnWriteArrayList<>())) {
            assertThat(error(assistant, tool, parsed)).contains(words);
        }
    }

    @Test
    void errorsOfTheServiceSayWhatToDoNext() {
        try (McpSyncClient assistant = connected(endpoint, new CopyOnWriteArrayList<>())) {
            String failed = call(assistant, "export_comments", Map.of("url", "https://vimeo.com/private"));
            assertThat(failed).contains("The post is private", "retry_job");
            assertThat(error(assistant, "read_rows", Map.of("guid", guid(failed))))
                    .contains("NEXT: ");
            assertThat(error(assistant, "stop_job", Map.of("guid", guid(failed))))
                    .contains("check_job");
            mock.service()
                    .faults()
                    .on(MockOperation.CREATE)
                    .inject(Fault.status(429).header("Retry-After", "7"));
            assertThat(error(assistant, "export_comments", Map.of("url", "https://vimeo.com/limited")))
                    .contains("nothing was done", "Wait 7 s");
            mock.service().faults().on(MockOperation.LIST).inject(Fault.status(401));
            assertThat(error(assistant, "list_jobs", Map.of())).contains("tell the user", "token");
        }
    }

    private static HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(endpoint.address())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aCallThatIsCancelledIsAbortedOnTheWire() throws Exception {
        mock.service().journal().clear();
        String session = send(post(INITIALIZE).build())
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
        mock.service().faults().on(MockOperation.LIST).inject(Fault.neverAnswer());
        CompletableFuture<HttpResponse<String>> call = http.sendAsync(
                post("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/call\",\"params\":{\"name\":\"list_jobs\"}}")
                        .header("Mcp-Session-Id", session)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        mock.service().journal().awaitCount(MockOperation.LIST, 1, BOUND);

        int cancelled = send(post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":"
                                + "{\"requestId\":\"a\"}}")
                        .header("Mcp-Session-Id", session)
                        .build())
                .statusCode();

        assertThat(cancelled).isEqualTo(202);
        mock.service().journal().awaitAbort(MockOperation.LIST, BOUND);
        assertThat(call.get().body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, 403",
        "http://127.0.0.1.evil.example, 403",
        "null, 403",
        "file:///x, 403",
        "http://localhost:3000, 200",
        "http://127.0.0.1, 200",
        "http://[::1]:8080, 200"
    })
    void pagesOfOtherSitesAreRefused(String origin, int status) throws Exception {
        assertThat(send(post(INITIALIZE).header("Origin", origin).build()).statusCode())
                .isEqualTo(status);
    }

    @Test
    void aNameThatWasMadeToMeanThisMachineIsRefused() throws IOException {
        URI address = endpoint.address();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(("POST /mcp HTTP/1.1\r\nHost: rebound.evil.example:" + address.getPort()
                                    + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream"
                                    + "\r\nConnection: close\r\nContent-Length: " + INITIALIZE.length() + "\r\n\r\n"
                                    + INITIALIZE)
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }

    /** Each was once left without any answer, and its assistant waiting. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"initialize\"",
                "\"tools/call\"",
                "\"tools/call\",\"params\":{\"name\":\"list_jobs\",\"arguments\":[1]}",
                "\"resources/read\",\"params\":{}"
            })
    void aRequestWithoutWhatItsMethodNeedsIsAnswered(String request) throws Exception {
        String session = send(post(INITIALIZE).build())
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
        HttpResponse<String> answer = send(post("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":" + request + "}")
                .header("Mcp-Session-Id", session)
                .build());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"jsonrpc\":\"2.0\",\"id\":3,").contains("-32602");
    }

    /** A header whose values are a list may come on several lines, as some programs write them. */
    @Test
    void whatIsAcceptedMayBeSaidOnSeveralLines() throws Exception {
        assertThat(send(post(INITIALIZE)
                                .setHeader("Accept", "text/event-stream")
                                .header("Accept", "application/json")
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsNotUtf8IsRefused() throws Exception {
        HttpRequest latin = post("").POST(HttpRequest.BodyPublishers.ofString(
                        INITIALIZE.replace("clientInfo\":{", "clientInfo\":{\"title\":\"Caf\u00e9\","),
                        StandardCharsets.ISO_8859_1))
                .build();
        HttpResponse<String> answer = send(latin);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("-32700", "UTF-8");
    }

    @Test
    void requestsThatAreNoneAreRefused() throws Exception {
        assertThat(send(HttpRequest.newBuilder(endpoint.address()).build()).statusCode())
                .isEqualTo(405);
        assertThat(send(HttpRequest.newBuilder(endpoint.address().resolve("/other"))
                                .build())
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(post("no json").build()).statusCode()).isEqualTo(400);
        assertThat(send(post(INITIALIZE).setHeader("Content-Type", "text/plain").build())
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(post(INITIALIZE).setHeader("Accept", "text/html").build())
                        .statusCode())
                .isEqualTo(406);
        assertThat(send(post(" ".repeat((1 << 20) + 1)).build()).statusCode()).isEqualTo(413);
        assertThat(send(post(INITIALIZE)
                                .header("MCP-Protocol-Version", "1999-01-01")
                                .build())
                        .statusCode())
                .isEqualTo(400);
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        assertThat(send(post(ping).build()).statusCode()).isEqualTo(400);
        assertThat(send(post(ping).header("Mcp-Session-Id", "gone").build()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aSessionEndsWhenItsClientSaysSoAndTheOldestOfTooMany() throws Exception {
        List<String> sessions = IntStream.range(0, 66)
                .mapToObj(number -> {
                    try {
                        return send(post(INITIALIZE).build())
                                .headers()
                                .firstValue("Mcp-Session-Id")
                                .orElseThrow();
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(ping(sessions.get(0))).isEqualTo(404);
        assertThat(ping(sessions.get(65))).isEqualTo(200);
        HttpRequest end = HttpRequest.newBuilder(endpoint.address())
                .header("Mcp-Session-Id", sessions.get(65))
                .DELETE()
                .build();
        assertThat(send(end).statusCode()).isEqualTo(200);
        assertThat(ping(sessions.get(65))).isEqualTo(404);
        assertThat(send(end).statusCode()).isEqualTo(404);
    }

    private static int ping(String session) throws IOException, InterruptedException {
        return send(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                        .header("Mcp-Session-Id", session)
                        .build())
                .statusCode();
    }

    @Test
    void onlyThisMachineReachesItAndClosingGivesThePortBack() throws IOException {
        assertThat(endpoint.address().getHost()).isEqualTo("127.0.0.1");
        HttpEndpoint other = ToolServer.builder(client).build().listen(0);
        int port = other.address().getPort();
        assertThatThrownBy(() -> ToolServer.builder(client).build().listen(port))
                .isInstanceOf(IOException.class);
        other.close();
        other.close();
        try (ServerSocket again = new ServerSocket(port)) {
            assertThat(again.isBound()).isTrue();
        }
    }
}
