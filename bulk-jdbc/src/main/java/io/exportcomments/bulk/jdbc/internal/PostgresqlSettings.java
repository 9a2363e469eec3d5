package io.exportcomments.bulk.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;

/**
 * What bounds each wait for a PostgreSQL that is opened by its URL. What the URL or the server sets is left as it is.
 */
final class PostgresqlSettings {
    private static final Map<String, String> TIMEOUTS =
            Map.of("lock_timeout", "20s", "idle_in_transaction_session_timeout", "60s");

    private PostgresqlSettings() {}

    /** For the driver: a server that does not answer is given up after a minute. The URL goes before these. */
    static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /** For the server: how long it waits for a lock, and for a program that stands still in a transaction. */
    static void set(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> timeout : TIMEOUTS.entrySet()) {
                statement.execute("SELECT set_config('" + timeout.getKey() + "', '" + timeout.getValue()
                        + "', false) WHERE current_setting('" + timeout.getKey() + "') = '0'");
            }
        }
    }
}
