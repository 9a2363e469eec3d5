package io.exportcomments.quota.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** Makes all that a database holds of the limits older, since its clock can't be turned. */
final class PassedTime {
    private PassedTime() {}

    static void in(DataSource database, Duration time) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE exportcomments_quota_use SET ends_at = ends_at - " + time.toMillis());
            statement.execute("UPDATE exportcomments_quota_turn SET waits_until = waits_until - " + time.toMillis());
            statement.execute("UPDATE exportcomments_quota_place SET held_until = held_until - " + time.toMillis()
                    + ", forgotten_at = forgotten_at - " + time.toMillis());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
