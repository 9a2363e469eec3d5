package io.exportcomments.examples.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.examples.vertx.Reader.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service as a process of its own, on its own mock. */
@Timeout(120)
class VertxServiceApplicationTest {
    private static final Pattern ADDRESS = Pattern.compile("Open (http://127\\.0\\.0\\.1:\\d+)/ ");

    @Test
    void itSaysWhereItIsStreamsAndEndsCleanly() throws IOException, InterruptedException {
        Process process = start("0");
        try (BufferedReader out = output(process)) {
            URI base = address(out);
            HttpClient http = HttpClient.newHttpClient();
            try (Reader reader = Reader.open(http, Http.export(base, "https://www.youtube.com/watch?v=dQw4w9WgXcQ"))) {
                assertThat(reader.next()).extracting(Event::name).isEqualTo("created");
                assertThat(reader.next()).extracting(Event::name).isEqualTo("progress");
                process.toHandle().destroy();
                assertThat(reader.rest()).last().extracting(Event::name).isEqualTo("trouble");
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(out.lines().toList()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatIsNoPortIsSaid() throws IOException, InterruptedException {
        assertThat(ended("many", 2)).containsExactly("Usage: run [PORT], from 0 to 65535");
        assertThat(ended("65536", 2)).containsExactly("Usage: run [PORT], from 0 to 65535");
    }

    @Test
    void aPortThatIsTakenIsSaid() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ended(Integer.toString(taken.getLocalPort()), 1))
                    .singleElement()
                    .asString()
                    .startsWith("The service can't start: ")
                    .contains("Address already in use");
        }
    }

    @Test
    void theReadmesNameTheOneCommand() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("bom/pom.xml"))) {
            folder = folder.getParent();
        }
        String command = "```sh\nexamples/vertx-service/run\n```";
        assertThat(Files.readString(folder.resolve("examples/vertx-service/README.md")))
                .contains(command);
        assertThat(Files.readString(folder.resolve("README.md"))).contains(command);
        assertThat(folder.resolve("examples/vertx-service/run")).isExecutable();
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                VertxServiceApplication.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("EXPORTCOMMENTS_") || name.equals("JAVA_TOOL_OPTIONS"));
        return builder.start();
    }

    private static List<String> ended(String argument, int code) throws IOException, InterruptedException {
        Process process = start(argument);
        try (BufferedReader out = output(process)) {
            List<String> lines = out.lines().toList();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(lines.toString()).isEqualTo(code);
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The address that it prints; the line after that is the last of its welcome. */
    private static URI address(BufferedReader out) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher found = ADDRESS.matcher(line);
                if (found.find()) {
                    assertThat(out.readLine()).startsWith("  curl -N ").endsWith("/exports");
                    return URI.create(found.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("It did not say where it is");
    }
}
