package io.exportcomments.update.webhook.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes the table. Programs that do so at once get in each other's way, and each database has errors of its own for
 * that, whatever {@code IF NOT EXISTS} says: so a statement that fails is tried again a few times.
 */
final class DeliveryTable {
    private static final int MOST_TRIES = 8;
    private static final long PAUSE_MILLIS = 25;

    private DeliveryTable() {}

    /** Runs a script; the connection commits each of its statements. */
    static void make(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String part : script.replaceAll("(?m)^\\s*--.*$", "").split(";", -1)) {
                if (!part.isBlank()) {
                    execute(statement, part);
                }
            }
        }
    }

    private static void execute(Statement statement, String part) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                statement.execute(part);
                return;
            } catch (SQLException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                pause(PAUSE_MILLIS * tries, e);
            }
        }
    }

    private static void pause(long millis, SQLException reason) throws SQLException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }
}
