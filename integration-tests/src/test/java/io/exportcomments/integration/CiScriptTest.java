package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code .ci/run} makes of a build that says it succeeded: run on a copy, with a {@code mvn} of the test's own.
 */
@Tag("jdk-independent")
class CiScriptTest {
    private static final String A_REPORT = """
            mkdir -p core/target/surefire-reports
            echo '<testsuite><testcase name="a"/><testcase name="b"/></testsuite>' \\
              > core/target/surefire-reports/TEST-A.xml
            """;

    @TempDir
    Path checkout;

    @BeforeEach
    void copyTheScript() throws IOException {
        Files.createDirectories(checkout.resolve(".ci"));
        Files.copy(Project.root().resolve(".ci/run"), checkout.resolve(".ci/run"));
        for (String name : Project.all("(?m)^ *(scripts/[a-z-]+)", Project.read(".ci/run"))) {
            script(name, "");
        }
    }

    @Test
    void aBuildWithoutTestsFails() throws Exception {
        script("bin/mvn", "");

        Finished run = run();

        assertThat(run.output()).contains("No test ran.");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void testsOfAnEarlierBuildDoNotCount() throws Exception {
        script("earlier", A_REPORT);
        start("./earlier").waitFor();
        script("bin/mvn", "");

        assertThat(run().status()).isEqualTo(1);
    }

    @Test
    void aReportWithoutTestsIsNoTest() throws Exception {
        script(
                "bin/mvn",
                "mkdir -p core/target/surefire-reports\necho '<testsuite/>' > core/target/surefire-reports/TEST-A.xml");

        Finished run = run();

        assertThat(run.output()).contains("No test ran.");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void aBuildWithTestsPasses() throws Exception {
        script("bin/mvn", A_REPORT);

        Finished run = run();

        assertThat(run.output()).contains("2 tests ran.");
        assertThat(run.status()).isZero();
    }

    @Test
    void aFailedBuildFails() throws Exception {
        script("bin/mvn", A_REPORT + "exit 3\n");

        assertThat(run().status()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 0", "4, 1"})
    void aTestThatPassedWhenRunAgainIsToldOfAndManyAreAFailure(int unsteady, int status) throws Exception {
        script("bin/mvn", A_REPORT + unsteady(unsteady));

        Finished run = run();

        assertThat(run.output()).contains("a.B unsteady1").doesNotContain("a.B steady");
        assertThat(run.status()).isEqualTo(status);
    }

    private static String unsteady(int count) {
        StringBuilder report = new StringBuilder("cat > core/target/surefire-reports/TEST-B.xml <<'E'\n<testsuite>\n");
        report.append("<testcase name=\"steady\" classname=\"a.B\" time=\"1\"/>\n");
        for (int i = 1; i <= count; i++) {
            report.append("<testcase name=\"unsteady")
                    .append(i)
                    .append("\" classname=\"a.B\" time=\"1\">\n<flakyFailure>\nx</flakyFailure></testcase>\n");
        }
        return report.append("</testsuite>\nE\n").toString();
    }

    private record Finished(int status, String output) {}

    private Finished run() throws Exception {
        Process process = start(".ci/run");
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Finished(process.exitValue(), output);
    }

    private Process start(String command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", command).directory(checkout.toFile()).redirectErrorStream(true);
        builder.environment().merge("PATH", checkout.resolve("bin").toString(), (path, ours) -> ours + ":" + path);
        return builder.start();
    }

    private void script(String name, String body) throws IOException {
        Path file = checkout.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\nset -e\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
