package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.StoreTransaction;
import io.exportcomments.bulk.port.Work;
import io.exportcomments.job.ExportRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What a worker asks of the tables does not take longer the more items wait: it reads an index, and never all items.
 * The suite has 20,000; {@code -Dbulk.items=1000000} has a million, and {@code target/items.md} how long it took.
 */
class ManyItemsTest {
    private static final int ITEMS = Integer.getInteger("bulk.items", 20_000);
    private static final int ROUNDS = 50;
    private static final Duration FLUSHED = Duration.ofSeconds(20);

    private static PostgresqlServer server;

    private PGSimpleDataSource source = new PGSimpleDataSource();
    private JdbcBulkStore store;
    private String url = "";

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = PostgresqlServer.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    private void fill(int items) throws SQLException {
        url = server.schema();
        source = new PGSimpleDataSource();
        source.setUrl(url);
        store = JdbcBulkStore.in(source).createTables();
        ExportRequest request = ExportRequest.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ");
        BulkBatches.in(store).submit("many", List.of(request));
        run("INSERT INTO exportcomments_bulk_item (batch_id, item_key, request, state, work, attempt, failures, due_at,"
                + " given_back, handover, changed_at) SELECT batch_id, item_key || n, request, state, work, attempt,"
                + " failures, due_at, given_back, handover, changed_at FROM exportcomments_bulk_item, generate_series(2, "
                + items + ") AS n");
        run("VACUUM ANALYZE exportcomments_bulk_item");
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What a worker asks for at a heartbeat, in a look for work, and for an item on its way. */
    private static final Map<String, Consumer<StoreTransaction>> ASKED = new LinkedHashMap<>();

    static {
        ASKED.put("what dead workers have", tx -> tx.heldBy("worker"));
        ASKED.put("batches to send", StoreTransaction::batchesToSend);
        ASKED.put("what is under way", tx -> tx.due(EnumSet.of(Work.LOOK_UP, Work.FOLLOW, Work.HAND_OVER), 10));
        ASKED.put(
                "what is to be sent",
                tx -> assertThat(tx.dueToSend(batch(tx), 10)).hasSize(10));
        ASKED.put("ends not handed over", tx -> tx.unhandled(batch(tx)));
        ASKED.put("what is on the way", tx -> tx.underWay());
        ASKED.put("jobs of others", tx -> tx.jobsOfOthers(item(tx), Instant.EPOCH, Instant.ofEpochMilli(5)));
        ASKED.put("whether another is sending", tx -> tx.isAnotherSending(item(tx)));
        ASKED.put(
                "an item to be changed",
                tx -> tx.save(item(tx).edit().owner(null).done(tx.now())));
    }

    private static BatchRecord batch(StoreTransaction tx) {
        return tx.batch("many").orElseThrow();
    }

    private static ItemRecord item(StoreTransaction tx) {
        return tx.item(1).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", state = 'done', work = NULL, due_at = NULL, job = id::text, sent_at = id"})
    void aWorkerNeverReadsThemAll(String allButOne) throws Exception {
        fill(ITEMS);
        if (!allButOne.isEmpty()) {
            run("UPDATE exportcomments_bulk_item SET changed_at = 1" + allButOne + " WHERE id <= " + (ITEMS - 10));
            run("VACUUM ANALYZE exportcomments_bulk_item");
        }
        for (Map.Entry<String, Consumer<StoreTransaction>> asked : ASKED.entrySet()) {
            long scans = statistic("seq_scan");
            long reads = statistic("seq_scan + idx_scan");
            transact(asked.getValue());
            Awaitility.await(asked.getKey())
                    .atMost(FLUSHED)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> statistic("seq_scan + idx_scan") > reads);
            assertThat(statistic("seq_scan")).as(asked.getKey()).isEqualTo(scans);
        }
    }

    private long statistic(String column) throws SQLException {
        return number("SELECT " + column + " FROM pg_stat_user_tables WHERE relname = 'exportcomments_bulk_item'"
                + " AND schemaname = current_schema()");
    }

    private void transact(Consumer<StoreTransaction> work) {
        store.transact(tx -> {
            work.accept(tx);
            return true;
        });
    }

    @Test
    void anItemTakesAboutAKibibyte() throws Exception {
        fill(ITEMS);
        long each = number("SELECT pg_total_relation_size('exportcomments_bulk_item')") / ITEMS;
        assertThat(each).isLessThanOrEqualTo(1_024);
        List<String> lines = new ArrayList<>(List.of("# Items that wait, in PostgreSQL", ""));
        lines.add("An item takes %,d bytes, its indexes included.".formatted(each));
        lines.add("With %,d items a worker's whole look takes %.1f ms at the median.".formatted(ITEMS, median()));
        fill(100);
        lines.add("With 100 items it takes %.1f ms.".formatted(median()));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/items.md"), lines);
    }

    /** On one connection, since to open one takes longer than all the rest. */
    private double median() throws SQLException {
        List<Long> nanos = new ArrayList<>();
        try (JdbcBulkStore one = JdbcBulkStore.at(url)) {
            for (int i = 0; i < ROUNDS; i++) {
                long begun = System.nanoTime();
                one.transact(tx -> {
                    ASKED.values().forEach(asked -> asked.accept(tx));
                    return true;
                });
                nanos.add(System.nanoTime() - begun);
            }
        }
        return nanos.stream().sorted().toList().get(ROUNDS / 2) / 1e6;
    }
}
