package io.exportcomments.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.SeedJob;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program as a process of its own. */
@Timeout(120)
class DashboardApplicationTest {
    @Test
    void itSaysWhereItIsAndEndsCleanlyUnderTheEyesOfABrowser() throws IOException, InterruptedException {
        Process process = start(Map.of(), "--server.port=0");
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).startsWith("Exports go to a stand-in");
            try (Listener listener = listen(out.readLine())) {
                assertThat(listener.awaitNews(news -> news.getBoolean("loaded")))
                        .isNotNull();
                process.toHandle().destroy();
                listener.awaitEnd();
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(out.lines()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theEnvironmentsTokenLeadsToTheRealService() throws IOException, InterruptedException {
        String guid = UUID.randomUUID().toString();
        try (MockService real = MockService.builder().token("R3al".repeat(30)).start()) {
            real.jobs().seed(SeedJob.of("https://vimeo.com/1").guid(guid));
            Process process = start(
                    Map.of("EXPORTCOMMENTS_API_TOKEN", real.token()),
                    "--server.port=0",
                    "--exportcomments.base-url=" + real.baseUrl());
            try (BufferedReader out = process.inputReader()) {
                assertThat(out.readLine()).startsWith("Exports go to the real service");
                try (Listener listener = listen(out.readLine())) {
                    listener.await(guid, job -> true);
                }
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(failed("--server.port=" + taken.getLocalPort()))
                    .contains("Port " + taken.getLocalPort() + " was already in use");
        }
    }

    private static String failed(String... arguments) throws IOException, InterruptedException {
        Process process = start(Map.of(), arguments);
        try (BufferedReader out = process.inputReader()) {
            String said = String.join("\n", out.lines().toList());
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isEqualTo(1);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Listens at the address that the program says. */
    private static Listener listen(String welcome) throws IOException, InterruptedException {
        URI base = URI.create(welcome.replaceFirst("^Open (http://127\\.0\\.0\\.1:\\d+/) in a browser.*", "$1"));
        return Listener.open(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(base.resolve("/api/events")).build());
    }

    private static Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DashboardApplication.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("EXPORTCOMMENTS_") || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
