package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.cli.internal.batch.BatchReport;
import io.exportcomments.job.ExportOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report alone knows is taken over as it was. */
class ListSubmissionTest {
    private static final String URL = "https://www.youtube.com/watch?v=1";
    private static final String JOB = "b4219d47-3138-4efd-9762-2ef9f9495081";

    @TempDir
    Path folder;

    private final BulkStore store = new InMemoryBulkStore(Instant::now);

    private List<ItemRecord> submitted(String... lines) throws Exception {
        Path file = Files.write(folder.resolve("report"), List.of(lines));
        try (BatchReport report = new BatchReport(file)) {
            new ListSubmission(BulkBatches.in(store), "list", ExportOptions.NONE, report).submit(List.of(URL));
        }
        return store.transact(tx -> tx.items(tx.batch("list").orElseThrow(), EnumSet.allOf(ItemState.class), 0, 10));
    }

    /** By the times of their sendings, and not of their ends, others' jobs show how far the clocks are apart. */
    @Test
    void whatIsDoneKeepsTheTimeAtWhichItWasSent() throws Exception {
        assertThat(submitted(
                        "sending\t-\t2026-11-01T10:00:00Z\t" + URL + "\t",
                        "created\t" + JOB + "\t2026-11-01T10:00:01Z\t" + URL + "\t",
                        "done\t" + JOB + "\t2026-11-01T10:09:00Z\t" + URL + "\t"))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.state()).isEqualTo(ItemState.DONE);
                    assertThat(item.sentAt()).isEqualTo(Instant.parse("2026-11-01T10:00:00Z"));
                });
    }

    @Test
    void aJobThatWaitsForItsNextAttemptIsFollowed() throws Exception {
        assertThat(submitted("waiting\t" + JOB + "\t2026-11-01T10:00:00Z\t" + URL + "\t"))
                .singleElement()
                .satisfies(item -> assertThat(item.state()).isEqualTo(ItemState.CREATED));
    }
}
