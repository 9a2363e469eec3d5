package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.exportcomments.ExportComments;
import io.exportcomments.bulk.BulkExports;
import io.exportcomments.bulk.BulkExportsBuilder;
import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.ResultTargets;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.ItemEnd;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.batch.ResultTarget;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the results of items go, against the mock service. */
@Timeout(60)
class BulkResultsTest {
    private static final String BATCH = "batch";
    private static final String EMPTY = "https://www.youtube.com/watch?v=empty000001";
    private static final Duration LONG = Duration.ofSeconds(40);

    private final MockService mock = MockService.builder()
            .defaultScript(JobScript.instant().rows(50))
            .script(EMPTY, JobScript.queued(Duration.ZERO).emptyResult(Duration.ZERO, "the profile is private"))
            .start();
    private final ExportComments client = ExportComments.builder()
            .baseUrl(mock.baseUrl())
            .token(mock.token())
            .transport(RetrofitTransport.create())
            .build();
    private final List<ItemEnd> ends = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        client.close();
        mock.close();
    }

    private BulkExportsBuilder bulk(ResultTarget target) {
        return BulkExports.builder(client, new InMemoryBulkStore())
                .serviceBatches(false)
                .results(target)
                .onEnd(ends::add);
    }

    private static ExportRequest video(int number) {
        return ExportRequest.of("https://www.youtube.com/watch?v=video%06d".formatted(number));
    }

    private static void assertIsWhole(byte[] result) {
        String rows = new String(result, StandardCharsets.UTF_8).replaceAll("\\s", "");
        assertThat(rows.substring(0, 2) + rows.substring(rows.length() - 2)).isEqualTo("[{}]");
    }

    @Test
    void filesOfADirectoryAreNamedByTheirJobsAndThereWhenTheirEndIsTold() throws Exception {
        Path directory = folder.resolve("exports/today");
        List<Boolean> there = new CopyOnWriteArrayList<>();
        try (BulkExports bulk = bulk(ResultTargets.directory(directory, ResultFormat.JSON))
                .onEnd(end -> {
                    ends.add(end);
                    there.add(Files.exists(
                            Path.of(String.valueOf(end.item().file().orElseThrow()))));
                })
                .start()) {
            bulk.submit(BATCH, List.of(video(1), video(2)));
            bulk.await(BATCH, LONG);
        }
        assertThat(there).containsExactly(true, true);
        assertThat(ends).allSatisfy(end -> {
            Path file = Path.of(end.item().file().orElseThrow());
            assertThat(file).hasParent(directory).hasFileName(end.item().job().orElseThrow() + ".json");
            assertIsWhole(Files.readAllBytes(file));
        });
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void anEmptyResultHasNoFile() throws Exception {
        try (BulkExports bulk = bulk((known, item, job) -> {
                    throw new IllegalStateException("an empty result is not fetched");
                })
                .start()) {
            bulk.submit(BATCH, List.of(ExportRequest.of(EMPTY)));
            bulk.await(BATCH, LONG);
        }
        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.item().state()).isEqualTo(ItemState.DONE);
            assertThat(end.item().file()).isEmpty();
        });
    }

    @Test
    void aStreamGetsTheWholeResultAndIsClosed() throws Exception {
        Map<String, ByteArrayOutputStream> streams = new ConcurrentHashMap<>();
        AtomicInteger closed = new AtomicInteger();
        try (BulkExports bulk = bulk(ResultTargets.streams(ResultFormat.JSON, item -> {
                    ByteArrayOutputStream stream = new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            closed.incrementAndGet();
                        }
                    };
                    streams.put(item.request().url(), stream);
                    return stream;
                }))
                .start()) {
            bulk.submit(BATCH, List.of(video(1), video(2)));
            bulk.await(BATCH, LONG);
        }
        assertThat(closed).hasValue(2);
        assertThat(streams)
                .containsOnlyKeys(video(1).url(), video(2).url())
                .allSatisfy((url, stream) -> assertIsWhole(stream.toByteArray()));
    }

    /** A stream that can't be opened, one that breaks, a target that throws and one that gives nothing. */
    @Test
    void aTargetThatFailsIsAskedAgainAndTheEndIsToldAfterwards() throws Exception {
        for (ResultTarget broken : List.<ResultTarget>of(
                ResultTargets.streams(ResultFormat.JSON, item -> {
                    throw new IOException("no room");
                }),
                ResultTargets.streams(ResultFormat.JSON, item -> new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("no room");
                    }
                }),
                (known, item, job) -> {
                    throw new IllegalStateException("no room");
                },
                BulkResultsTest::nothing)) {
            ends.clear();
            AtomicInteger asked = new AtomicInteger();
            try (BulkExports bulk = bulk((known, item, job) -> asked.incrementAndGet() == 1
                            ? broken.put(known, item, job)
                            : CompletableFuture.completedFuture(Optional.of("second")))
                    .start()) {
                bulk.submit(BATCH, List.of(video(1)));
                bulk.await(BATCH, LONG);
            }
            assertThat(ends)
                    .singleElement()
                    .satisfies(end -> assertThat(end.item().file()).contains("second"));
        }
    }

    @SuppressWarnings("NullAway") // what a program must not do
    private static CompletableFuture<Optional<String>> nothing(ExportComments client, BulkItem item, Object job) {
        return null;
    }

    @Test
    void closingEndsADownloadUnderWay() throws Exception {
        mock.faults().on(MockOperation.DOWNLOAD).always().inject(Fault.slowDrip(1, Duration.ofMillis(200)));
        BulkExports bulk =
                bulk(ResultTargets.directory(folder, ResultFormat.JSON)).start();
        bulk.submit(BATCH, List.of(video(1)));
        await().atMost(LONG).until(() -> files() == 1);
        bulk.close();
        await().atMost(LONG).until(() -> files() == 0);
        assertThat(ends).isEmpty();
        client.ping();
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
