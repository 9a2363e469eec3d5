package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The transport on Vert.x on the module path, where Vert.x shows less of itself than on the class path. */
@Timeout(120)
class VertxModulePathTest {
    @Test
    void interimAnswersArePassedOver() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        TestClassPath.vertx(),
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
}
