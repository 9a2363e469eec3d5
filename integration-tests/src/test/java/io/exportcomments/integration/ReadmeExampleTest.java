package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.JobHandle;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.testkit.mock.MockServiceExtension;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.polling.PollingUpdates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java runs against the mock, and the README shows what runs here. */
class ReadmeExampleTest {
    @RegisterExtension
    static final MockServiceExtension mock =
            MockServiceExtension.create(builder -> builder.defaultScript(JobScript.instant()));

    @Test
    void theExampleExportsAndDownloads(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("comments.json");
        export(mock.service().token(), mock.service().baseUrl(), file);
        assertThat(Files.readString(file)).startsWith("[").endsWith("]\n").contains("\"author\"");
    }

    private static void export(String token, URI service, Path file) {
        // tag::readme[]
        try (ExportComments client = ExportComments.builder()
                .token(token)
                .baseUrl(service) // leave this out for the real service
                .transport(RetrofitTransport.create())
                .updates(PollingUpdates.create())
                .build()) {
            JobHandle job = client.create(ExportRequest.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ"));
            job.onProgress(progress -> System.out.println(progress));
            Job done = job.await(Duration.ofMinutes(10));
            client.download(done, ResultFormat.JSON, file);
        }
        // end::readme[]
    }

    @Test
    void theReadmeShowsTheseLines() {
        List<String> lines = Project.read(
                        "integration-tests/src/test/java/io/exportcomments/integration/ReadmeExampleTest.java")
                .lines()
                .dropWhile(line -> !line.strip().equals("// tag::readme[]"))
                .skip(1)
                .takeWhile(line -> !line.strip().equals("// end::readme[]"))
                .toList();
        assertThat(lines).hasSizeBetween(8, 12);
        String shown = String.join("\n", lines).stripIndent();
        assertThat(Project.read("README.md")).contains("```java\n" + shown + "\n```");
    }
}
