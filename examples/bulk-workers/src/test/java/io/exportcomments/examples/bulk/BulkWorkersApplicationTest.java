package io.exportcomments.examples.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example as a user runs it. */
@Timeout(240)
class BulkWorkersApplicationTest {
    private static final int URLS = 9;

    @Test
    void eachUrlEndsOnceThoughAWorkerIsKilled() throws Exception {
        Assumptions.assumeTrue(
                OwnPostgres.isInstalled(), "PostgreSQL (initdb, postgres) is not installed: scripts/postgresql");
        List<String> lines = new ArrayList<>();
        Process example = start("--urls", Integer.toString(URLS));
        try (BufferedReader out = output(example)) {
            boolean killed = false;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (!killed && line.contains(" created")) {
                    killed = true;
                    kill(lines, "worker 2 is process ");
                }
            }
            assertThat(example.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            example.destroy();
        }
        String said = String.join("\n", lines);
        assertThat(example.exitValue()).as(said).isZero();
        assertThat(said)
                .contains("worker 2, process ", " has ended: it is started again in 3 s")
                .contains("Each of the 9 URLs has ended once. The service created 9 jobs");
        assertThat(lines.stream().filter(line -> line.startsWith("https://"))).hasSize(URLS);
    }

    private static void kill(List<String> lines, String before) {
        String line =
                lines.stream().filter(said -> said.contains(before)).findFirst().orElseThrow();
        long pid = Long.parseLong(line.substring(line.indexOf(before) + before.length()));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    @Test
    void whereThereIsNoPostgresAFileWillDo() throws Exception {
        Process example = start("--sqlite", "--urls", "1");
        try (BufferedReader out = output(example)) {
            List<String> lines = out.lines().toList();
            assertThat(example.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(example.exitValue()).as(lines.toString()).isZero();
            assertThat(lines).last().asString().startsWith("Each of the 1 URLs has ended once.");
        } finally {
            example.destroy();
        }
    }

    @Test
    void whatMakesNoSenseIsSaid() throws Exception {
        for (String[] wrong : new String[][] {{"--urls"}, {"--urls", "0"}, {"--urls", "1001"}, {"--postgres"}}) {
            Process example = start(wrong);
            try (BufferedReader out = output(example)) {
                assertThat(out.lines()).containsExactly("Usage: run [--sqlite] [--urls N], N from 1 to 1000");
                assertThat(example.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(example.exitValue()).isEqualTo(2);
            }
        }
    }

    @Test
    void theReadmesNameTheOneCommand() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("bom/pom.xml"))) {
            folder = folder.getParent();
        }
        String command = "```sh\nexamples/bulk-workers/run\n```";
        assertThat(Files.readString(folder.resolve("examples/bulk-workers/README.md")))
                .contains(command);
        assertThat(Files.readString(folder.resolve("README.md"))).contains(command);
        assertThat(folder.resolve("examples/bulk-workers/run")).isExecutable();
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BulkWorkersApplication.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
