package io.exportcomments.quota.jdbc;

import io.exportcomments.port.QuotaLog;
import io.exportcomments.testkit.quota.QuotaLogContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** The limits in SQLite, each program with connections of its own to the file. */
class SqliteQuotaLogTest extends QuotaLogContract {
    @TempDir
    static Path folder;

    private static SQLiteDataSource database() {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("limits.db"));
        return database;
    }

    @Override
    protected QuotaLog open(String account) {
        JdbcQuotaLog log = JdbcQuotaLog.in(database(), account);
        log.createTables();
        return log;
    }

    @Override
    protected void pass(Duration time) {
        PassedTime.in(database(), time);
    }
}
