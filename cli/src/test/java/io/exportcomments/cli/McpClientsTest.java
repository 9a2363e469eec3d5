package io.exportcomments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The official TypeScript client and the MCP Inspector, where scripts/mcp-clients has installed them. */
@Timeout(90)
class McpClientsTest {
    private static final Path CLIENTS =
            Path.of("..", ".tools", "mcp-clients").toAbsolutePath().normalize();
    private static final Duration BOUND = Duration.ofSeconds(40);
    private static final String TOKEN = "SecretToken4".repeat(10);

    private MockService mock;

    @BeforeEach
    void start() {
        assumeTrue(Files.isDirectory(CLIENTS.resolve("node_modules")), "scripts/mcp-clients has installed nothing");
        mock = MockService.builder()
                .token(TOKEN)
                .defaultScript(JobScript.instant().rows(7))
                .start();
        mock.faults().on(MockOperation.LIST).always().inject(Fault.neverAnswer());
    }

    @AfterEach
    void stop() {
        if (mock != null) {
            mock.close();
        }
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("MCP_CLIENTS", CLIENTS.toString());
        builder.environment().put("EXPORTCOMMENTS_API_TOKEN", TOKEN);
        return builder.start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void line(OutputStream to) throws IOException {
        to.write('\n');
        to.flush();
    }

    @Test
    void theTypeScriptClientExportsReadsAndCancels() throws Exception {
        List<String> command = new ArrayList<>(List.of("node", "src/test/node/session.mjs"));
        command.addAll(Child.java());
        command.addAll(List.of(
                "mcp", "--updates", "polling", "--base-url", mock.baseUrl().toString()));
        Process node = start(command);
        try (BufferedReader steps = output(node)) {
            assertThat(steps.readLine()).contains("export_comments", "read_rows");
            assertThat(steps.readLine()).contains("\"status\":\"done\"", "\"exported\":7");
            assertThat(steps.readLine()).contains("[0");
            assertThat(steps.readLine()).contains("\"next_row\":2");
            assertThat(steps.readLine()).contains("exportcomments://jobs/");
            assertThat(steps.readLine()).contains("calling");
            mock.journal().awaitCount(MockOperation.LIST, 1, BOUND);

            line(node.getOutputStream());

            assertThat(steps.readLine()).contains("not wanted");
            mock.journal().awaitAbort(MockOperation.LIST, BOUND);
            line(node.getOutputStream());
            assertThat(steps.readLine()).contains("closed");
            assertThat(node.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue()).isZero();
        } finally {
            node.destroyForcibly();
        }
    }

    @Test
    void theInspectorCallsATool() throws Exception {
        Path inspector = CLIENTS.resolve("node_modules/@modelcontextprotocol/inspector-cli/build/cli.js");
        List<String> command = new ArrayList<>(List.of("node", inspector.toString(), "--cli"));
        command.addAll(Child.java());
        command.addAll(List.of("mcp", "--mock", "--read-only"));
        command.addAll(List.of("--method", "tools/call", "--tool-name", "list_jobs", "--tool-arg", "limit=1"));
        Process process = start(command);
        process.getOutputStream().close();
        try (BufferedReader said = output(process)) {
            assertThat(said.lines().collect(Collectors.joining()))
                    .contains("33333333-3333-4333-8333-333333333333", "\"isError\": false");
            assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
