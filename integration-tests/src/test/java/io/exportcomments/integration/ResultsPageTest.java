package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.platform.Platform;
import io.exportcomments.result.Comment;
import io.exportcomments.result.FlatRows;
import io.exportcomments.result.JsonLines;
import io.exportcomments.result.csv.CsvFormat;
import io.exportcomments.testkit.mock.MockServiceExtension;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.polling.PollingUpdates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page on results: its code runs here, and the page shows this code. */
@Timeout(60)
class ResultsPageTest {
    private static final String PAGE = "docs/results.md";
    private static final String URL = "https://x.com/username/status/1234567890";

    @RegisterExtension
    static final MockServiceExtension MOCK = MockServiceExtension.create();

    @TempDir
    Path folder;

    private ExportComments client() {
        return ExportComments.builder()
                .token(MOCK.service().token())
                .baseUrl(MOCK.service().baseUrl())
                .transport(RetrofitTransport.create())
                .updates(PollingUpdates.create())
                .build();
    }

    private static Job done(ExportComments client) {
        MOCK.service().script(URL, JobScript.instant().rows(700));
        return client.create(ExportRequest.of(URL).replies(true)).await(Duration.ofSeconds(30));
    }

    private static void files(ExportComments client, Job done, Path folder) {
        // tag::files[]
        CsvFormat csv = CsvFormat.exact(); // .forSpreadsheets(), .withNestedReplies()
        client.download(done, csv, folder.resolve("comments.csv"), DownloadOptions.DEFAULT);
        client.download(done, JsonLines.flat(), folder.resolve("comments.jsonl"), DownloadOptions.DEFAULT);
        // end::files[]
    }

    private static List<@Nullable Object> rows(ExportComments client, Job done) throws IOException {
        List<@Nullable Object> table = new ArrayList<>();
        // tag::rows[]
        long count = client.rows(done, new FlatRows(row -> table.add(row.get("tweet_id"))));
        // end::rows[]
        assertThat(table).hasSize((int) count);
        return table;
    }

    private static long likes(ExportComments client, Job done) {
        // tag::comments[]
        try (Stream<Comment> comments = client.comments(done)) {
            return comments.filter(comment -> comment.replyTo().isEmpty())
                    .mapToLong(comment -> comment.likes().orElse(0))
                    .sum();
        }
        // end::comments[]
    }

    @Test
    void whatThePageShowsWorks() throws IOException {
        try (ExportComments client = client()) {
            Job done = done(client);
            files(client, done, folder);
            assertThat(Files.readString(folder.resolve("comments.csv"))).startsWith("number,id,parent_id,author");
            assertThat(Files.readAllLines(folder.resolve("comments.jsonl"))).hasSize(700);
            assertThat(rows(client, done)).hasSize(700).doesNotContainNull();
            assertThat(likes(client, done)).isPositive();
            try (Stream<Comment> comments = client.comments(done)) {
                assertThat(comments.toList()).hasSize(700).allSatisfy(comment -> {
                    assertThat(comment.author()).isPresent();
                    assertThat(comment.text()).isPresent();
                    assertThat(comment.time()).isPresent();
                    assertThat(comment.get("tweet_id")).isPresent();
                });
            }
            assertThat(client.platforms()).isEqualTo(Platform.all());
        }
    }

    @Test
    void aTableGoesOnWhereItsConnectionBroke() throws IOException {
        try (ExportComments client = client()) {
            Job done = done(client);
            files(client, done, folder);
            byte[] whole = Files.readAllBytes(folder.resolve("comments.csv"));
            MOCK.service().faults().on(MockOperation.DOWNLOAD).inject(Fault.cutBody(50_000));
            client.download(done, CsvFormat.exact(), folder.resolve("again.csv"), DownloadOptions.DEFAULT);
            assertThat(folder.resolve("again.csv")).hasBinaryContent(whole);
        }
    }

    @Test
    void thePageShowsThisCode() {
        Snippets.assertShown(
                PAGE, "integration-tests/src/test/java/io/exportcomments/integration/ResultsPageTest.java");
    }
}
