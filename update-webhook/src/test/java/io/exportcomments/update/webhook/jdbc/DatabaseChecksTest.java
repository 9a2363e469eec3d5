package io.exportcomments.update.webhook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.update.webhook.delivery.DeliveryStore.Admission;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/** What the store asks a database before anything is entrusted to it. */
class DatabaseChecksTest {
    private static final Instant NOW = Instant.parse("2026-03-01T07:30:00Z");

    @TempDir
    Path folder;

    private static JdbcDataSource h2(String url) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        return database;
    }

    private static JdbcDataSource inMemory(String settings) {
        return h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + settings);
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HSQL Database Engine", "Apache Derby", "Oracle", "Microsoft SQL Server", "DB2/LINUXX8664", ""})
    void anotherProductIsRejectedAtTheStartWithASentence(String name) {
        DataSource database = ChangedDatabase.named(inMemory(""), name);

        assertThatThrownBy(() -> JdbcDeliveryStore.in(database))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be kept in " + name)
                .hasMessageContaining("PostgreSQL, H2, SQLite, MariaDB or MySQL");
    }

    @Test
    void anH2ThatIgnoresCaseIsRejected() {
        JdbcDeliveryStore store = JdbcDeliveryStore.in(inMemory(";IGNORECASE=TRUE"));

        assertThatThrownBy(store::createTable)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("IGNORECASE=TRUE");
    }

    @Test
    void itIsRejectedAtTheStartWhereTheTableIsThere() throws SQLException {
        JdbcDataSource database = inMemory(";IGNORECASE=TRUE");
        execute(database, JdbcDeliveryStore.schema());

        assertThatThrownBy(() -> JdbcDeliveryStore.in(database))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("upper and lower case");
    }

    @Test
    void aTableOfSomebodysOwnMakingIsRejectedWhereItChangesWhatItGets() throws SQLException {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("own.db"));
        execute(
                database,
                "CREATE TABLE exportcomments_delivery (delivery_key TEXT PRIMARY KEY COLLATE RTRIM, body BLOB,"
                        + " received_at INTEGER, claim TEXT, due_at INTEGER, attempts INTEGER, handled_at INTEGER)");

        assertThatThrownBy(() -> JdbcDeliveryStore.in(database))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank at the end");
    }

    @Test
    void anEmbeddedH2ThatWritesLaterIsRejected() {
        String url = "jdbc:h2:" + folder.resolve("late");

        assertThatThrownBy(() -> JdbcDeliveryStore.in(h2(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WRITE_DELAY=0");
        assertThatCode(() ->
                        JdbcDeliveryStore.in(h2(url + "-at-once;WRITE_DELAY=0")).createTable())
                .doesNotThrowAnyException();
    }

    @Test
    void aDatabaseThatIsAwayAtTheStartIsAskedAtTheFirstDelivery() {
        JdbcDataSource away = h2("jdbc:h2:" + folder.resolve("away") + ";IFEXISTS=TRUE;WRITE_DELAY=0");
        JdbcDeliveryStore store = JdbcDeliveryStore.in(away);
        assertThatThrownBy(() -> store.prune(NOW)).isInstanceOf(DeliveryStoreException.class);

        JdbcDeliveryStore.in(h2("jdbc:h2:" + folder.resolve("away") + ";WRITE_DELAY=0"))
                .createTable();
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(store.admit("id:1", body, NOW, NOW.plusSeconds(60))).isInstanceOf(Admission.Claimed.class);
    }

    @Test
    void theProbeLeavesNothing() throws SQLException {
        JdbcDataSource database = inMemory("");
        JdbcDeliveryStore.in(database).createTable();
        JdbcDeliveryStore.in(database);

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM exportcomments_delivery")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PostgreSQL", "H2", "sqlite", "MariaDB", "MySQL"})
    void everySchemaIsThereForMigrationTools(String product) {
        assertThat(JdbcDeliveryStore.schema(product)).contains("CREATE TABLE").contains("exportcomments_delivery");
    }

    @Test
    void noSchemaIsMadeUp() {
        assertThatThrownBy(() -> JdbcDeliveryStore.schema("Oracle")).isInstanceOf(IllegalArgumentException.class);
    }
}
