package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches in a database. */
@Timeout(120)
class BulkCommandsTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=instant";
    private static final String PRIVATE = "https://www.youtube.com/watch?v=private";

    private MockService mock;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        mock = MockService.builder()
                .token("SecretToken1".repeat(10))
                .script(VIDEO + "*", JobScript.instant().rows(3))
                .script(
                        PRIVATE + "*",
                        JobScript.queued(Duration.ZERO)
                                .fails(Duration.ZERO, "The video is private")
                                .onRetry(JobScript.instant().rows(1)))
                .start();
    }

    @AfterEach
    void stop() {
        mock.close();
    }

    private CommandResult bulk(String command, String... more) {
        List<String> all = new ArrayList<>(List.of("bulk", command));
        all.addAll(List.of(more));
        all.addAll(List.of("--database", folder.resolve("bulk.db").toString()));
        return CommandResult.run(Map.of(ServiceOptions.TOKEN_VARIABLE, mock.token()), all.toArray(String[]::new));
    }

    private CommandResult work(String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(List.of("--base-url", mock.baseUrl().toString(), "--updates", "polling"));
        all.addAll(List.of("--output", folder.resolve("out").toString(), "--format", "json"));
        return bulk("run", all.toArray(String[]::new));
    }

    private String urls(String... lines) throws IOException {
        return Files.write(folder.resolve("urls.txt"), List.of(lines)).toString();
    }

    @Test
    void theUrlThatIsNoneIsNamed() throws IOException {
        CommandResult typed = bulk("submit", "march", "--from", urls(VIDEO + 1, VIDEO + 2, "vimeo.com/3"));
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).startsWith("exportcomments: URL 3: Not a URL").hasLineCount(1);
    }

    /** As with {@code | head -1}: what a million lines would take, nobody waits for. */
    @Test
    void aReportThatNobodyReadsIsNotReadOnEither() throws IOException {
        List<String> many =
                IntStream.rangeClosed(1, 1_200).mapToObj(i -> VIDEO + i).toList();
        bulk("submit", "march", "--from", urls(many.toArray(String[]::new)));
        AtomicInteger lines = new AtomicInteger();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                lines.incrementAndGet();
                throw new IOException("Broken pipe");
            }
        };
        Terminal terminal = new Terminal(
                new PrintStream(closed, false, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                fact -> fact.equals("pipe.out") ? "true" : null,
                variable -> null);
        String database = folder.resolve("bulk.db").toString();
        assertThat(CommandRunner.run(terminal, "bulk", "report", "march", "--database", database))
                .isEqualTo(141);
        assertThat(lines).hasValueLessThan(600);
    }

    @Test
    void aBatchIsSubmittedOnceAndExportedOnce() throws IOException {
        String list = urls(VIDEO + 1, "# no", VIDEO + 2, VIDEO + 1);
        assertThat(bulk("submit", "march", "--from", list).err()).contains("2 added.");
        assertThat(bulk("submit", "march", "--from", list).err()).contains("0 added, 2 there before.");
        assertThat(bulk("status").outLines()).containsExactly("march: 2 URLs: 2 waiting");

        CommandResult run = work("march");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.outLines()).hasSize(2).allMatch(line -> line.contains("\tdone\t"));
        assertThat(bulk("status", "march", "--json").out())
                .contains("\"total\":2", "\"done\":2", "\"stage\":\"running\"");
        try (var files = Files.list(folder.resolve("out"))) {
            assertThat(files).hasSize(2);
        }

        assertThat(work().code()).isZero();
        assertThat(mock.journal().count(MockOperation.CREATE)).isEqualTo(2);
    }

    @Test
    void whatFailedIsReportedAndTriedAgain() throws IOException {
        bulk("submit", "march", "--from", urls(VIDEO + 1, PRIVATE));
        CommandResult run = work("march");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("2 URLs: 1 done, 1 failed. 'bulk report' says what became of each");
        assertThat(bulk("report", "march", "--state", "failed").outLines())
                .singleElement()
                .asString()
                .contains("\tfailed\t", PRIVATE, "The video is private");

        assertThat(bulk("retry", "march").err()).contains("1 to be tried again.");
        assertThat(work("march").code()).isZero();
        assertThat(bulk("report", "march", "--json").out()).doesNotContain("failed");
        assertThat(mock.journal().count(MockOperation.CREATE)).isEqualTo(2);
    }

    @Test
    void aPausedBatchIsNotSentAndACancelledOneNeverAgain() throws IOException {
        bulk("submit", "march", "--from", urls(VIDEO + 1));
        assertThat(bulk("pause", "march").code()).isZero();
        assertThat(bulk("status").outLines()).containsExactly("march (paused): 1 URL: 1 waiting");
        assertThat(work("march").code()).isEqualTo(1);
        assertThat(bulk("cancel", "march").code()).isZero();
        CommandResult resumed = bulk("resume", "march");
        assertThat(resumed.code()).isEqualTo(2);
        assertThat(resumed.err()).contains("The batch march was cancelled, which is for good");
        assertThat(mock.journal().count(MockOperation.CREATE)).isZero();
    }

    @Test
    void aBatchThatIsDeletedMeanwhileEndsTheRunWithASentence() throws Exception {
        bulk("submit", "march", "--from", urls(VIDEO + 1), "--start", "2999-01-01");
        CompletableFuture<CommandResult> run = CompletableFuture.supplyAsync(() -> work("march"));

        String url = "jdbc:sqlite:" + folder.resolve("bulk.db") + "?busy_timeout=20000";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            while (isWithoutWorker(statement)) {
                assertThat(run).isNotDone();
            }
            statement.execute("DELETE FROM exportcomments_bulk_item");
            statement.execute("DELETE FROM exportcomments_bulk_batch");
        }

        CommandResult ended = run.get(60, TimeUnit.SECONDS);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("march").contains("The batch was deleted from the database meanwhile");
    }

    private static boolean isWithoutWorker(Statement statement) throws SQLException {
        try (ResultSet workers = statement.executeQuery("SELECT 1 FROM exportcomments_bulk_worker")) {
            return !workers.next();
        }
    }

    @Test
    void mistakesAreSaidInOneLine() throws IOException {
        assertThat(bulk("status").err()).contains("no such file: ").contains("name the database with --database");
        bulk("submit", "march", "--from", urls(VIDEO + 1));
        assertThat(bulk("status", "april").err()).contains("no batch named april");
        assertThat(bulk("pause", "april").err()).contains("There is no batch named april");
        assertThat(bulk("report", "march", "--state", "lost").err())
                .contains("no state is named lost; they are waiting, sending, created");
        assertThat(bulk("decide", "1", "--job", "x").err()).contains("Item 1 is not uncertain");
        assertThat(bulk("submit", "march", "--from", urls(VIDEO), "--attempts", "0")
                        .err())
                .contains("An item has 1 to 100 attempts, and not 0");
        CommandResult other = CommandResult.run(Map.of(), "bulk", "status", "--database", "jdbc:nosuch:thing");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("There is no driver for jdbc:nosuch databases");
        CommandResult none = CommandResult.run(Map.of(), "bulk");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("bulk submit", "bulk run", "bulk status");
    }
}
