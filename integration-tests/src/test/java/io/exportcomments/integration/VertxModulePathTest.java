package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The transport on Vert.x on the module path, where Vert.x shows less of itself than on the class path. */
@Timeout(120)
class VertxModulePathTest {
    private static final List<String> NEEDED = List.of(
            "/core/target/",
            "/codec-moshi/target/",
            "/transport-http/target/",
            "/transport-vertx/target/",
            "/netty-",
            "/vertx-core",
            "/jackson-core-",
            "/moshi-1",
            "/okio-",
            "/kotlin-stdlib-",
            "/jspecify-");

    @Test
    void interimAnswersArePassedOver() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modulePath(),
                        "--add-modules",
                        "io.exportcomments.transport.vertx",
                        "--class-path",
                        Project.root()
                                .resolve("integration-tests/target/test-classes")
                                .toString(),
                        InterimProgram.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor()).as(said).isZero();
        assertThat(said.lines()).containsExactly("PROGRESS", "PROGRESS", "module io.exportcomments.transport.vertx");
    }

    private static String modulePath() {
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(entry -> NEEDED.stream().anyMatch(entry.replace('\\', '/')::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
