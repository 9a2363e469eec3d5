package io.exportcomments.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.LocalFileException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.result.JsonLines;
import io.exportcomments.result.RowFile;
import io.exportcomments.result.RowFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows on their way to a sink or a file. In this test's results, each line after the first one is a row. */
class RowTransferTest {
    private static final int ROWS = 20_000;

    @TempDir
    Path directory;

    private final VirtualTime time = new VirtualTime();
    private final FileService service = new FileService();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Downloads downloads = new Downloads(service, time, work::add, RowTransferTest::read);
    private Path target = Path.of("");

    private static Iterator<Map<String, @Nullable Object>> read(InputStream json) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(json, StandardCharsets.UTF_8));
        try {
            lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines.lines().map(RowTransferTest::row).iterator();
    }

    private static Map<String, @Nullable Object> row(String text) {
        return Map.of("text", text);
    }

    @BeforeEach
    void choose() {
        target = directory.resolve("rows.jsonl");
        service.content = ("[\n" + String.join("\n", texts())).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts() {
        return IntStream.range(0, ROWS).mapToObj(i -> "row " + i).toList();
    }

    private void runAll() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private CompletableFuture<Path> toFile(RowFormat format) {
        return downloads.toFile(FileService.JOB, format, target, DownloadOptions.DEFAULT);
    }

    private static Throwable errorOf(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        return future.handle((value, failure) -> Failures.unwrap(failure)).join();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private void assertNothingLeft(String... names) throws IOException {
        assertThat(names()).containsExactly(names);
        assertThat(service.open).isZero();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aSinkGetsAllRowsInTheirOrder() throws IOException {
        List<@Nullable Object> taken = new ArrayList<>();
        CompletableFuture<Long> transfer = downloads.rows(FileService.JOB, row -> taken.add(row.get("text")));
        runAll();
        assertThat(transfer).isCompletedWithValue((long) ROWS);
        assertThat(taken).isEqualTo(texts());
        assertNothingLeft();
    }

    @Test
    void whatTheSinkThrowsEndsItAndComesOutAsItIs() throws IOException {
        IOException full = new IOException("the table is full");
        CompletableFuture<Long> io = downloads.rows(FileService.JOB, row -> {
            throw full;
        });
        IllegalStateException bug = new IllegalStateException("a bug");
        CompletableFuture<Long> other = downloads.rows(FileService.JOB, row -> {
            throw bug;
        });
        runAll();
        assertThat(errorOf(io)).isSameAs(full);
        assertThat(errorOf(other)).isSameAs(bug);
        assertNothingLeft();
    }

    @Test
    void aFileAppearsOnceItIsComplete() throws IOException {
        Files.writeString(target, "before");
        List<Long> positions = new ArrayList<>();
        DownloadOptions options = DownloadOptions.DEFAULT.withListener((bytes, total) -> {
            positions.add(bytes);
            assertThat(total).hasValue(service.content.length);
            assertThat(target).hasContent("before");
        });
        CompletableFuture<Path> download = downloads.toFile(FileService.JOB, JsonLines.flat(), target, options);
        runAll();
        assertThat(download).isCompletedWithValue(target);
        assertThat(Files.readAllLines(target))
                .isEqualTo(texts().stream()
                        .map(text -> "{\"text\":\"" + text + "\"}")
                        .toList());
        assertThat(positions).isSorted().hasSizeGreaterThan(2).endsWith((long) service.content.length);
        assertNothingLeft("rows.jsonl");
    }

    @Test
    void noWorkerIsHeldWhileTheServiceIsAsked() {
        CompletableFuture<Long> transfer = downloads.rows(FileService.JOB, row -> {});
        assertThat(service.ranges).isEmpty();
        work.remove().run();
        assertThat(service.ranges).hasSize(1);
        assertThat(work).hasSize(1);
        assertThat(transfer).isNotDone();
    }

    @Test
    void somethingElseThanTheResultIsTheErrorOfTheJsonDownload() throws IOException {
        for (String page : List.of("<html>log in</html>", "{\"error\": \"gone\"}", "", "PK\u0003\u0004")) {
            service.content = page.getBytes(StandardCharsets.UTF_8);
            CompletableFuture<Path> json = downloads.toFile(
                    FileService.JOB, io.exportcomments.job.ResultFormat.JSON, target, DownloadOptions.DEFAULT);
            CompletableFuture<Path> table = toFile(JsonLines.flat());
            runAll();
            while (!table.isDone() || !json.isDone()) {
                time.advance(Duration.ofSeconds(10));
                runAll();
            }
            assertThat(errorOf(table))
                    .isInstanceOf(UnreadableAnswerException.class)
                    .hasMessage(errorOf(json).getMessage());
            assertNothingLeft();
        }
    }

    @Test
    void whatStandsInPlaceOfTheResultForAMomentIsAskedForAgain() throws IOException {
        byte[] result = service.content;
        var usual = service.onOpen;
        service.onOpen = (link, range) -> {
            service.content = service.asked.size() < 3 ? "<html>later</html>".getBytes(StandardCharsets.UTF_8) : result;
            return usual.apply(link, range);
        };
        CompletableFuture<Path> table = toFile(JsonLines.flat());
        runAll();
        while (!table.isDone()) {
            time.advance(Duration.ofSeconds(10));
            runAll();
        }
        assertThat(table).isCompletedWithValue(target);
        assertThat(service.asked).hasSize(4);
    }

    @Test
    void aFileThatIsNotThereIsTheErrorOfTheJsonDownload() throws IOException {
        service.missing = 100;
        CompletableFuture<Path> table = toFile(JsonLines.flat());
        runAll();
        while (!table.isDone()) {
            time.advance(Duration.ofSeconds(10));
            runAll();
        }
        assertThat(errorOf(table)).isInstanceOf(NotFoundException.class);
        assertNothingLeft();
    }

    @Test
    void aBreakThatCannotBeResumedLeavesNothing() throws IOException {
        service.validator = Optional.empty();
        service.breaks.add(100_001);
        CompletableFuture<Path> table = toFile(JsonLines.flat());
        runAll();
        assertThat(errorOf(table)).isInstanceOf(ConnectionException.class).hasMessageContaining("broke off at 100001");
        assertNothingLeft();
    }

    @Test
    void whatCannotBeWrittenIsSaidBeforeAnythingIsAsked() throws IOException {
        Files.createDirectory(target);
        CompletableFuture<Path> table = toFile(JsonLines.flat());
        runAll();
        assertThat(errorOf(table)).isInstanceOf(LocalFileException.class).hasMessageContaining("it is a directory");
        assertThat(service.ranges).isEmpty();
        assertNothingLeft("rows.jsonl");
    }

    /** A disk that is full at some point. */
    private record FullDisk(int rowsBefore, boolean atTheEnd) implements RowFormat {
        @Override
        public String extension() {
            return "full";
        }

        @Override
        public RowFile create(Path file) throws IOException {
            RowFile lines = JsonLines.flat().create(file);
            return new RowFile() {
                private int rows;

                @Override
                public void row(Map<String, @Nullable Object> row) throws IOException {
                    if (rows++ == rowsBefore) {
                        throw new FileSystemException("x", null, "No space left on device");
                    }
                    lines.row(row);
                }

                @Override
                public void finish() throws IOException {
                    if (atTheEnd) {
                        throw new FileSystemException("x", null, "No space left on device");
                    }
                }

                @Override
                public void close() throws IOException {
                    lines.close();
                }
            };
        }
    }

    @Test
    void aFullDiskIsAnErrorOfThisMachine() throws IOException {
        for (FullDisk disk : List.of(new FullDisk(3, false), new FullDisk(ROWS, true))) {
            CompletableFuture<Path> table = toFile(disk);
            runAll();
            assertThat(errorOf(table)).isInstanceOf(LocalFileException.class).hasMessageContaining("no space is left");
            assertNothingLeft();
        }
    }

    @Test
    void cancellingAtAnyStepLeavesNothing() throws IOException {
        for (int steps = 0; steps < 3; steps++) {
            CompletableFuture<Path> table = toFile(JsonLines.flat());
            for (int i = 0; i < steps; i++) {
                work.remove().run();
            }
            boolean done = table.isDone();
            assertThat(table.cancel(true)).isEqualTo(!done);
            runAll();
            assertNothingLeft(done ? new String[] {"rows.jsonl"} : new String[0]);
        }
    }

    @Test
    void cancellingBetweenRowsEndsIt() throws IOException {
        List<CompletableFuture<?>> own = new ArrayList<>();
        List<Map<String, @Nullable Object>> taken = new ArrayList<>();
        own.add(downloads.rows(FileService.JOB, row -> {
            taken.add(row);
            own.get(0).cancel(true);
        }));
        runAll();
        assertThat(taken).hasSize(1);
        assertThat(errorOf(own.get(0))).isInstanceOf(CancellationException.class);
        assertNothingLeft();
    }

    @Test
    void closingTheClientEndsIt() throws IOException {
        CompletableFuture<Path> before = toFile(JsonLines.flat());
        work.remove().run();
        CompletableFuture<Long> during = downloads.rows(FileService.JOB, row -> downloads.close());
        runAll();
        assertThat(before).isCompletedWithValue(target);
        assertThat(errorOf(during)).isInstanceOf(ClientClosedException.class);
        CompletableFuture<Path> after = toFile(JsonLines.flat());
        runAll();
        assertThat(errorOf(after)).isInstanceOf(ClientClosedException.class);
        assertNothingLeft("rows.jsonl");
    }

    @Test
    void closingTheClientTakesTheFileAwayAtOnceEvenAmidARow() throws IOException {
        List<List<String>> seen = new ArrayList<>();
        CompletableFuture<Path> table = toFile(new RowFormat() {
            @Override
            public String extension() {
                return "x";
            }

            @Override
            public RowFile create(Path file) throws IOException {
                RowFile lines = JsonLines.flat().create(file);
                return new RowFile() {
                    @Override
                    public void row(Map<String, @Nullable Object> row) throws IOException {
                        seen.add(names());
                        downloads.close();
                        seen.add(names());
                        lines.row(row);
                    }

                    @Override
                    public void finish() throws IOException {
                        lines.finish();
                    }

                    @Override
                    public void close() throws IOException {
                        lines.close();
                    }
                };
            }
        });
        runAll();
        assertThat(errorOf(table)).isInstanceOf(ClientClosedException.class);
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0))
                .singleElement()
                .asString()
                .startsWith(".rows.jsonl.")
                .endsWith(".part");
        assertThat(seen.get(1)).isEmpty();
        assertNothingLeft();
    }

    @Test
    void workersThatTakeNothingMoreEndIt() throws IOException {
        Downloads closed = new Downloads(
                service,
                time,
                task -> {
                    throw new RejectedExecutionException();
                },
                RowTransferTest::read);
        assertThat(errorOf(closed.rows(FileService.JOB, row -> {}))).isInstanceOf(ClientClosedException.class);
        assertNothingLeft();
    }

    @Test
    void whereNoThreadIsToBeHadItEnds() throws IOException {
        Downloads starved = new Downloads(
                service,
                time,
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                RowTransferTest::read);
        assertThat(errorOf(starved.rows(FileService.JOB, row -> {}))).isInstanceOf(OutOfMemoryError.class);
        assertNothingLeft();
    }
}
