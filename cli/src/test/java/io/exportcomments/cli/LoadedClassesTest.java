package io.exportcomments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a short command has no use for is not loaded, as its start would wait for that. */
class LoadedClassesTest {
    private MockService mock;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        mock = MockService.builder()
                .token("SecretToken1".repeat(10))
                .script("*", JobScript.instant())
                .start();
    }

    @AfterEach
    void stop() {
        mock.close();
    }

    /** The classes that a command loads. */
    private List<String> loadedBy(String... command) throws IOException {
        Path log = folder.resolve("loaded");
        List<String> all = new ArrayList<>(Child.java());
        all.add(1, "-Xlog:class+load:file=" + log + ":none");
        all.addAll(List.of(command));
        all.addAll(List.of("--base-url", mock.baseUrl().toString()));
        try (Child child =
                Child.start(all, Map.of("EXPORTCOMMENTS_API_TOKEN", mock.token()), Path.of(""), line -> true)) {
            assertThat(child.code()).as(child.err()).isZero();
        }
        return Files.readAllLines(log).stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private static void assertFewLoaded(List<String> loaded) {
        assertThat(loaded)
                .contains("io.exportcomments.transport.retrofit.RetrofitTransport")
                .doesNotContain("picocli.CommandLine", "java.time.format.DateTimeFormatter")
                .noneMatch(name -> name.startsWith("picocli.CommandLine$Model"))
                .noneMatch(name -> name.matches("io\\.exportcomments\\.(update|policy|mock)\\..*\\.internal\\..*"))
                .noneMatch(name -> name.startsWith("io.vertx.") || name.startsWith("io.github.resilience4j."));
    }

    @Test
    void statusLoadsNeitherPicocliNorWhatFollowsJobs() throws IOException {
        try (Child child = Child.run(
                Map.of("EXPORTCOMMENTS_API_TOKEN", mock.token()),
                "export",
                "https://vimeo.com/1",
                "--no-wait",
                "--base-url",
                mock.baseUrl().toString())) {
            assertThat(child.code()).as(child.err()).isZero();
        }
        MockJob job = mock.jobs().all().iterator().next();
        assertFewLoaded(loadedBy("status", job.guid().toString()));
    }

    @Test
    void neitherDoesAList() throws IOException {
        assertFewLoaded(loadedBy("list", "--limit", "5"));
    }
}
