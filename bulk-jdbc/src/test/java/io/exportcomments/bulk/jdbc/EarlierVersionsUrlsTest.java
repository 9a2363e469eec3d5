package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.JobHandle;
import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.BulkExports;
import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BegunExport;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.ItemEnd;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs in the tables that an earlier version took, and this one refuses, keep nothing else from its end. */
@Timeout(60)
class EarlierVersionsUrlsTest {
    private static final String BATCH = "march";
    private static final String PLACE = "XX";
    private static final ExportRequest GOOD = ExportRequest.of("https://www.youtube.com/watch?v=good0000001");
    private static final ExportRequest ODD = ExportRequest.of("https://www.youtube.com/watch?v=odd00000001XX");

    private final MockService mock =
            MockService.builder().defaultScript(JobScript.instant().rows(5)).start();
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

    private Path file() {
        return folder.resolve("bulk.db");
    }

    private void asAnEarlierVersionTookIt(String letter) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = database.createStatement()) {
            statement.executeUpdate("UPDATE exportcomments_bulk_item SET request = replace(request, '" + PLACE + "', '"
                    + letter + "')");
        }
    }

    private List<BulkItem> run() throws Exception {
        try (JdbcBulkStore store = JdbcBulkStore.sqlite(file());
                BulkExports bulk =
                        BulkExports.builder(client, store).onEnd(ends::add).build()) {
            bulk.start();
            bulk.await(BATCH, Duration.ofSeconds(30));
            return bulk.items(BATCH, EnumSet.allOf(ItemState.class), 0, 10);
        }
    }

    private static BegunExport begun(JobGuid job) {
        return new BegunExport(ODD, ItemState.CREATED, Optional.of(job), Instant.now(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\ufffd", "\u200b"})
    void oneThatWaitsIsRefusedAndTheOthersAreExported(String letter) throws Exception {
        try (JdbcBulkStore store = JdbcBulkStore.sqlite(file())) {
            BulkBatches.in(store).submit(BATCH, List.of(ODD, GOOD));
        }
        asAnEarlierVersionTookIt(letter);

        List<BulkItem> items = run();

        assertThat(items).extracting(BulkItem::state).containsExactly(ItemState.REFUSED, ItemState.DONE);
        assertThat(items.get(0).message().orElseThrow()).contains("it has U+%04X".formatted((int) letter.charAt(0)));
        assertThat(ends).hasSize(2);
        assertThat(mock.jobs().all()).as("paid for").hasSize(1);
    }

    @Test
    void oneWhoseJobRunsIsFollowedToItsEnd() throws Exception {
        JobHandle job = client.create(ODD);
        try (JdbcBulkStore store = JdbcBulkStore.sqlite(file())) {
            BulkBatches.in(store).takeOver(BatchPlan.named(BATCH), List.of(begun(job.guid())));
        }
        asAnEarlierVersionTookIt("\u00a0");

        List<BulkItem> items = run();

        assertThat(items).extracting(BulkItem::state).containsExactly(ItemState.DONE);
        assertThat(items.get(0).request().url()).endsWith("%C2%A0");
        assertThat(items.get(0).job()).isEqualTo(Optional.of(job.guid()));
    }
}
