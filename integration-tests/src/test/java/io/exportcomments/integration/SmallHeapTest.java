package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of many times the heap is downloaded in a heap of 16 MiB. */
@Timeout(90)
class SmallHeapTest {
    private static final int MEGABYTES = 128;

    @ParameterizedTest
    @ValueSource(strings = {"retrofit", "vertx"})
    void aLargeFileIsDownloadedInASmallHeap(String transport, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path target = folder.resolve("comments.json");
        try (CannedServer server = CannedServer.start(MEGABYTES)) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx16m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            TestClassPath.bothTransports(),
                            SmallHeapDownload.class.getName(),
                            transport,
                            server.url().toString(),
                            target.toString())
                    .redirectErrorStream(true)
                    .start();
            try {
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                System.out.print(MEGABYTES + " MiB by " + transport + " " + said);
                assertThat(process.exitValue()).as(said).isZero();
                assertThat(said).matches("(?s).*downloaded in \\d+ ms with 1[0-6] MiB of heap\\R");
            } finally {
                process.destroyForcibly();
            }
        }
        assertThat(Files.size(target)).isEqualTo((long) MEGABYTES << 20);
    }
}
