package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.ExportComments;
import io.exportcomments.JobHandle;
import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.JobFailedException;
import io.exportcomments.error.JobStoppedException;
import io.exportcomments.error.LifecycleConflictException;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.mock.MockServiceExtension;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import io.exportcomments.update.polling.PollingUpdates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The main job from end to end, over real sockets, on each transport. */
@Timeout(60)
class EndToEndTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";
    private static final String PRIVATE = "https://www.instagram.com/p/private/";
    private static final String ENDLESS = "https://www.reddit.com/r/java/comments/endless/";
    private static final Duration SOON = Duration.ofSeconds(30);

    enum Stack {
        RETROFIT,
        VERTX;

        TransportProvider provider() {
            return this == RETROFIT ? RetrofitTransport.create() : VertxTransport.create();
        }
    }

    @RegisterExtension
    static final MockServiceExtension mock =
            MockServiceExtension.create(builder -> builder.defaultScript(JobScript.instant())
                    .script(ENDLESS, JobScript.endless())
                    .script(
                            PRIVATE,
                            JobScript.queued(Duration.ZERO)
                                    .fails(Duration.ZERO, "Video not found or is private")
                                    .onRetry(JobScript.instant())));

    private static ExportComments client(Stack stack, String token) {
        return ExportComments.builder()
                .token(token)
                .baseUrl(mock.service().baseUrl())
                .transport(stack.provider())
                .updates(PollingUpdates.create())
                .build();
    }

    private static ExportComments client(Stack stack) {
        return client(stack, mock.service().token());
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void bothFilesHaveTheSameRows(Stack stack, @TempDir Path folder) throws IOException {
        try (ExportComments client = client(stack)) {
            client.ping();
            JobHandle job = client.create(ExportRequest.of(VIDEO).limit(50));
            Job done = job.await(SOON);
            Path sheet = job.download(ResultFormat.XLSX, folder.resolve("comments.xlsx"));
            Path json = job.download(ResultFormat.JSON, folder.resolve("comments.json"));
            try (Stream<Map<String, Object>> rows = client.rows(done)) {
                List<String> authors =
                        rows.map(row -> String.valueOf(row.get("author"))).toList();
                assertThat(authors).hasSize(50).isEqualTo(authorsOf(sheet));
            }
            assertThat(Files.size(json)).isGreaterThan(1_000);
        }
    }

    private static List<String> authorsOf(Path sheet) throws IOException {
        try (ReadableWorkbook workbook = new ReadableWorkbook(sheet.toFile())) {
            List<Row> rows = workbook.getFirstSheet().read();
            int column =
                    rows.get(0).stream().map(cell -> cell.getText()).toList().indexOf("author");
            return rows.stream()
                    .skip(1)
                    .map(row -> row.getCell(column).getText())
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void aFailedJobIsRetriedAndDone(Stack stack) {
        try (ExportComments client = client(stack)) {
            JobHandle job = client.create(ExportRequest.of(PRIVATE));
            assertThatThrownBy(() -> job.await(SOON))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("Video not found or is private");
            job.retry();
            assertThat(job.await(SOON).status()).isEqualTo(JobStatus.DONE);
            assertThatThrownBy(job::retry).isInstanceOf(LifecycleConflictException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void aStoppedJobIsAnOutcomeOfItsOwn(Stack stack) {
        try (ExportComments client = client(stack)) {
            JobHandle job = client.create(ExportRequest.of(ENDLESS));
            job.stop();
            assertThatThrownBy(() -> job.await(SOON)).isInstanceOf(JobStoppedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void aCreationWhoseAnswerIsLostIsAdoptedAndNotSentAgain(Stack stack) {
        try (ExportComments client = client(stack)) {
            String url = VIDEO + "&t=" + stack;
            mock.service().faults().on(MockOperation.CREATE).inject(Fault.resetAfterTaking());
            JobHandle job = client.create(ExportRequest.of(url));
            assertThat(job.await(SOON).url()).contains(url);
            assertThat(client.listAll().filter(listed -> listed.url().orElse("").equals(url)))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void theServicesErrorsAreErrorsOfTheLibrary(Stack stack) {
        try (ExportComments client = client(stack, "wrong".repeat(24))) {
            assertThatThrownBy(client::ping)
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageNotContaining("wrong".repeat(24));
        }
        try (ExportComments client = client(stack)) {
            mock.service()
                    .faults()
                    .on(MockOperation.LIST)
                    .inject(Fault.status(429)
                            .body("{\"error_code\":\"RATE_LIMIT_EXCEEDED\",\"seconds_to_wait\":\"12\"}"));
            assertThatThrownBy(() -> client.list(1, 20))
                    .isInstanceOfSatisfying(
                            RateLimitException.class,
                            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(12)));
        }
    }
}
