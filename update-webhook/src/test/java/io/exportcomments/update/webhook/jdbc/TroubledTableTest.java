package io.exportcomments.update.webhook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Admission;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Arrival;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Claim;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/** A table that rejects a delivery, or can't be made, is said to. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TroubledTableTest {
    private static final Instant NOW = Instant.parse("2026-03-01T07:30:00Z");
    private static final byte[] LONG = new byte[100];
    private static final String NARROW =
            "CREATE TABLE exportcomments_delivery (delivery_key VARCHAR(200) PRIMARY KEY, body %s CHECK"
                    + " (body IS NULL OR LENGTH(body) < 50), received_at BIGINT, claim VARCHAR(36), due_at BIGINT,"
                    + " attempts INTEGER, handled_at BIGINT)";

    @TempDir
    Path folder;

    private DataSource sqlite(String settings) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("deliveries.db") + settings);
        return database;
    }

    private static DataSource h2() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return database;
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aConstraintOfSomebodysOwnInSqliteIsNoDuplicate() throws SQLException {
        DataSource database = sqlite("");
        execute(database, NARROW.formatted("BLOB"));
        rejects(JdbcDeliveryStore.in(database));
    }

    @Test
    void aConstraintOfSomebodysOwnInH2IsNoDuplicate() throws SQLException {
        DataSource database = h2();
        execute(database, NARROW.formatted("BYTEA"));
        rejects(JdbcDeliveryStore.in(database));
    }

    private static void rejects(DeliveryStore store) {
        assertThatThrownBy(() -> store.admit("id:1", LONG, NOW, NOW.plusSeconds(60)))
                .isInstanceOf(DeliveryStoreException.class)
                .hasMessageStartingWith("The store of webhook deliveries could not keep a delivery: ")
                .hasMessageMatching("(?is).*(check|constraint).*");
        assertThat(store.admit("id:2", new byte[] {1}, NOW, NOW.plusSeconds(60)))
                .isInstanceOf(Admission.Claimed.class);
        rejectsOneOfSeveral(store);
    }

    /** The one that the table rejects takes none of the others with it. */
    private static void rejectsOneOfSeveral(DeliveryStore store) {
        List<Admission> admissions = store.admitAll(
                List.of(
                        new Arrival("id:5", new byte[] {1}),
                        new Arrival("id:4", LONG),
                        new Arrival("id:3", new byte[] {1}),
                        new Arrival("id:2", new byte[] {1})),
                NOW,
                NOW.plusSeconds(60));
        assertThat(admissions.get(0)).isInstanceOf(Admission.Claimed.class);
        assertThat(admissions.get(1))
                .isInstanceOfSatisfying(
                        Admission.Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .isInstanceOf(DeliveryStoreException.class)
                                .hasMessageStartingWith("The store of webhook deliveries could not keep a delivery: "));
        assertThat(admissions.get(2)).isInstanceOf(Admission.Claimed.class);
        assertThat(admissions.get(3)).isEqualTo(new Admission.Known(false));
        assertThat(store.claimDue(9, NOW.plusSeconds(60), NOW.plusSeconds(90)))
                .extracting(Claim::key)
                .containsExactlyInAnyOrder("id:2", "id:3", "id:5");
    }

    /** A column of somebody's own that is too short for some. */
    @Test
    void aBodyThatDoesNotFitTakesNoOtherWithIt() throws SQLException {
        DataSource database = h2();
        execute(database, NARROW.formatted("VARBINARY(40)"));
        rejectsOneOfSeveral(known(JdbcDeliveryStore.in(database)));
    }

    private static DeliveryStore known(DeliveryStore store) {
        store.admit("id:2", new byte[] {1}, NOW, NOW.plusSeconds(60));
        return store;
    }

    /** However much of the table was made before. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aFullDiskIsSaidToBeAndALaterCallMakesTheTable(int pages) throws SQLException {
        JdbcDeliveryStore full = JdbcDeliveryStore.in(sqlite("?max_page_count=" + pages));
        assertThatThrownBy(full::createTable)
                .isInstanceOf(DeliveryStoreException.class)
                .hasMessageStartingWith("The store of webhook deliveries could not make its table: ")
                .hasMessageContaining("full");

        DeliveryStore store = JdbcDeliveryStore.in(sqlite("")).createTable();

        assertThat(rows(sqlite(""))).isZero();
        assertThat(store.admit("id:1", LONG, NOW, NOW.plusSeconds(60))).isInstanceOf(Admission.Claimed.class);
    }

    private static int rows(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM exportcomments_delivery")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
