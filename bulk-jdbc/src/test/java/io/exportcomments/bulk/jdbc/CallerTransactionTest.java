package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.DuplicateException;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** What a thread does in a transaction of the program is part of it. */
class CallerTransactionTest {
    private static @Nullable PostgresqlServer server;

    @TempDir
    private static Path servers;

    @TempDir
    private Path directory;

    enum Product {
        H2,
        SQLITE,
        POSTGRESQL
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    private DataSource empty(Product product) throws Exception {
        switch (product) {
            case H2 -> {
                JdbcDataSource source = new JdbcDataSource();
                source.setURL("jdbc:h2:" + directory.resolve("bulk") + ";WRITE_DELAY=0;LOCK_TIMEOUT=30000");
                return source;
            }
            case SQLITE -> {
                SQLiteConfig config = new SQLiteConfig();
                config.setJournalMode(SQLiteConfig.JournalMode.WAL);
                config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
                config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
                config.setBusyTimeout(20_000);
                SQLiteDataSource source = new SQLiteDataSource(config);
                source.setUrl("jdbc:sqlite:" + directory.resolve("bulk.db"));
                return source;
            }
            default -> {
                if (server == null) {
                    server = PostgresqlServer.start(servers);
                }
                PGSimpleDataSource source = new PGSimpleDataSource();
                source.setUrl(server.schema());
                return source;
            }
        }
    }

    /** A database with a table of the program's own, and a store that knows of the program's transactions. */
    private static final class Program {
        final DataSource source;
        final ThreadTransactions transactions;
        final JdbcBulkStore store;
        final BulkBatches batches;

        Program(DataSource source) throws SQLException {
            this.source = source;
            transactions = new ThreadTransactions(source);
            store = JdbcBulkStore.in(source, transactions).createTables();
            batches = BulkBatches.in(store);
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE orders (name VARCHAR(20))");
            }
        }

        void order(String name) throws SQLException {
            try (Statement statement = transactions.current().orElseThrow().createStatement()) {
                statement.execute("INSERT INTO orders VALUES ('" + name + "')");
            }
        }

        int orders() throws SQLException {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static List<ExportRequest> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ExportRequest.of("https://www.youtube.com/watch?v=" + i))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSubmittedIsCommittedWithTheRest(Product product) throws Exception {
        Program program = new Program(empty(product));
        program.transactions.begin();
        program.order("a");
        assertThat(program.batches.submit("a", requests(501)).added()).isEqualTo(501);
        assertThat(program.batches.progress("a"))
                .get()
                .satisfies(it -> assertThat(it.total()).isEqualTo(501));
        program.transactions.commit();

        assertThat(program.orders()).isEqualTo(1);
        assertThat(program.batches.progress("a"))
                .get()
                .satisfies(it -> assertThat(it.total()).isEqualTo(501));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSubmittedIsTakenBackWithTheRest(Product product) throws Exception {
        Program program = new Program(empty(product));
        program.batches.submit("a", requests(1));
        program.transactions.begin();
        program.order("a");
        program.batches.submit("a", requests(3));
        program.batches.pause("a");
        program.batches.submit("b", requests(3));
        program.transactions.rollback();

        assertThat(program.orders()).isZero();
        assertThat(program.batches.batches()).containsExactly("a");
        assertThat(program.batches.progress("a")).get().satisfies(it -> {
            assertThat(it.total()).isEqualTo(1);
            assertThat(it.stage().label()).isEqualTo("running");
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsLeavesTheRestOfTheTransactionAsItWas(Product product) throws Exception {
        Program program = new Program(empty(product));
        program.batches.submit("cancelled", requests(1));
        program.batches.cancel("cancelled");
        program.batches.submit("a", requests(2));
        List<ItemRecord> items = program.store.transact(
                tx -> tx.items(tx.batch("a").orElseThrow(), EnumSet.allOf(ItemState.class), 0, 10));
        JobGuid job = JobGuid.of("0f01be25-9486-4941-b7ab-98249b15ee0d");
        program.transactions.begin();
        program.order("a");
        assertThatIllegalStateException().isThrownBy(() -> program.batches.submit("cancelled", requests(2)));
        save(program, items.get(0), job);
        assertThatThrownBy(() -> save(program, items.get(1), job)).isInstanceOf(DuplicateException.class);
        program.order("b");
        program.transactions.commit();

        assertThat(program.orders()).isEqualTo(2);
        assertThat(program.store.<JobGuid>transact(
                        tx -> tx.item(items.get(0).id()).orElseThrow().job()))
                .isEqualTo(job);
    }

    private static void save(Program program, ItemRecord item, JobGuid job) {
        program.store.transact(tx -> {
            tx.save(item.edit().job(job).done(tx.now()));
            return true;
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsToBeDoneAfterTheCommitIsDoneThenOrNever(Product product) throws Exception {
        Program program = new Program(empty(product));
        StringBuilder done = new StringBuilder();
        program.store.afterCommit(() -> done.append("at once"));
        program.transactions.begin();
        program.store.afterCommit(() -> done.append(", later"));
        assertThat(done).hasToString("at once");
        program.transactions.commit();
        assertThat(done).hasToString("at once, later");
        program.transactions.begin();
        program.store.afterCommit(() -> done.append(", never"));
        program.transactions.rollback();
        assertThat(done).hasToString("at once, later");
    }

    private static boolean waits(Program program, Product product) throws SQLException {
        String waiting = product == Product.POSTGRESQL
                ? "SELECT COUNT(*) FROM pg_locks WHERE NOT granted"
                : "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE EXECUTING_STATEMENT LIKE"
                        + " 'INSERT INTO exportcomments_bulk_batch%'";
        try (Connection connection = program.source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(waiting)) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    /** The second waits until the first has committed, and then finds its batch there. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "H2"})
    void twoTransactionsThatSubmitTheSameAddItOnce(Product product) throws Exception {
        Program program = new Program(empty(product));
        program.transactions.begin();
        assertThat(program.batches.submit("a", requests(3)).added()).isEqualTo(3);
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> {
            program.transactions.begin();
            int added = program.batches.submit("a", requests(4)).added();
            program.transactions.commit();
            return added;
        });
        Awaitility.await("the second waits").atMost(Duration.ofSeconds(20)).until(() -> waits(program, product));
        program.transactions.commit();

        assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(program.batches.progress("a"))
                .get()
                .satisfies(it -> assertThat(it.total()).isEqualTo(4));
    }
}
