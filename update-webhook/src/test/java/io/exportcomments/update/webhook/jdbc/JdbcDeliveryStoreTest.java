package io.exportcomments.update.webhook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Admission;
import io.exportcomments.update.webhook.delivery.DeliveryStoreContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The store on H2. */
class JdbcDeliveryStoreTest extends DeliveryStoreContract {
    private final JdbcDataSource database = new JdbcDataSource();

    JdbcDeliveryStoreTest() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        JdbcDeliveryStore.in(database).createTable();
    }

    @Override
    protected DeliveryStore store() {
        return JdbcDeliveryStore.in(database).createTable();
    }

    @Test
    void aDatabaseThatIsOutOfOrderIsSaidToBe() {
        JdbcDataSource without = new JdbcDataSource();
        without.setURL("jdbc:h2:mem:" + UUID.randomUUID());
        assertThatThrownBy(() -> JdbcDeliveryStore.in(without).prune(java.time.Instant.EPOCH))
                .isInstanceOf(DeliveryStoreException.class)
                .hasMessageContaining("store of webhook deliveries");
    }

    @Test
    void aDeliveryThatIsNewTakesTwoStatements() {
        List<String> statements = new CopyOnWriteArrayList<>();
        DeliveryStore store = JdbcDeliveryStore.in(ChangedDatabase.counting(database, statements));
        statements.clear();

        Instant now = Instant.ofEpochSecond(1_000);
        Admission admission = store.admit("id:1", new byte[] {1}, now, now.plusSeconds(300));
        store.done(((Admission.Claimed) admission).claim(), now);

        assertThat(statements).hasSize(2);
    }

    @Test
    void whatAConnectionLeavesToItsUserIsCommittedAndTheConnectionIsGivenBackAsItWas() throws SQLException {
        Instant now = Instant.ofEpochSecond(1_000);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            JdbcDeliveryStore.in(ChangedDatabase.lending(connection))
                    .admit("id:1", new byte[] {1}, now, now.plusSeconds(300));

            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(store().admit("id:1", new byte[] {1}, now, now.plusSeconds(300)))
                    .isInstanceOf(Admission.Known.class);
        }
    }

    @Test
    void theSchemaIsThereForMigrationTools() {
        assertThat(JdbcDeliveryStore.schema()).contains("CREATE TABLE").contains("exportcomments_delivery");
    }

    @Nested
    class AtRepeatableRead extends DeliveryStoreContract {
        @Override
        protected DeliveryStore store() {
            return JdbcDeliveryStore.in(ChangedDatabase.isolated(database, Connection.TRANSACTION_REPEATABLE_READ));
        }
    }

    @Nested
    class AtSerializable extends DeliveryStoreContract {
        @Override
        protected DeliveryStore store() {
            return JdbcDeliveryStore.in(ChangedDatabase.isolated(database, Connection.TRANSACTION_SERIALIZABLE));
        }
    }
}
