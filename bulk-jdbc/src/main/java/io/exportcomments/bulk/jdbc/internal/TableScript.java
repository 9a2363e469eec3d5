package io.exportcomments.bulk.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables as SQL. All times are in milliseconds since 1970, UTC. */
public final class TableScript {
    private static final String SCRIPT = """
            CREATE TABLE IF NOT EXISTS exportcomments_bulk_batch (
                id @identity,
                name VARCHAR(200) NOT NULL UNIQUE,
                priority INTEGER NOT NULL,
                start_at BIGINT,
                max_attempts INTEGER NOT NULL,
                stage VARCHAR(16) NOT NULL
            );
            CREATE TABLE IF NOT EXISTS exportcomments_bulk_item (
                id @identity,
                batch_id BIGINT NOT NULL REFERENCES exportcomments_bulk_batch (id) ON DELETE CASCADE,
                item_key VARCHAR(64) NOT NULL,
                request TEXT NOT NULL,
                state VARCHAR(16) NOT NULL,
                work VARCHAR(16),
                attempt INTEGER NOT NULL,
                failures INTEGER NOT NULL,
                job VARCHAR(64) UNIQUE,
                message VARCHAR(500),
                file TEXT,
                owner VARCHAR(120),
                due_at BIGINT,
                sent_at BIGINT,
                send_until BIGINT,
                sending_key VARCHAR(64) UNIQUE,
                given_back INTEGER NOT NULL,
                handover VARCHAR(8) NOT NULL,
                changed_at BIGINT NOT NULL,
                UNIQUE (batch_id, item_key)
            );
            CREATE INDEX IF NOT EXISTS exportcomments_bulk_send
                ON exportcomments_bulk_item (batch_id, work, due_at, id);
            CREATE INDEX IF NOT EXISTS exportcomments_bulk_due ON exportcomments_bulk_item (work, due_at, id);
            CREATE INDEX IF NOT EXISTS exportcomments_bulk_state ON exportcomments_bulk_item (batch_id, state, id);
            CREATE INDEX IF NOT EXISTS exportcomments_bulk_owner ON exportcomments_bulk_item (owner);
            CREATE INDEX IF NOT EXISTS exportcomments_bulk_sent ON exportcomments_bulk_item (sent_at);
            CREATE INDEX IF NOT EXISTS exportcomments_bulk_key ON exportcomments_bulk_item (item_key);
            CREATE TABLE IF NOT EXISTS exportcomments_bulk_worker (
                name VARCHAR(120) NOT NULL PRIMARY KEY,
                alive_until BIGINT NOT NULL
            );
            """;

    private static final List<String> TABLES =
            List.of("exportcomments_bulk_batch", "exportcomments_bulk_item", "exportcomments_bulk_worker");

    private TableScript() {}

    /** The statements for a database. */
    public static String of(BulkDatabase database) {
        return SCRIPT.replace("@identity", database.identity());
    }

    /**
     * Makes the tables where they are missing. Whoever may make none can use those that are there, which a migration
     * has made.
     */
    public static void run(Connection connection, BulkDatabase database) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String part : of(database).split(";", -1)) {
                if (!part.isBlank()) {
                    statement.execute(part);
                }
            }
        } catch (SQLException e) {
            if (!database.isForbidden(e) || !areThere(connection)) {
                throw e;
            }
        }
    }

    private static boolean areThere(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("SELECT 1 FROM " + table + " WHERE 1 = 0");
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
