package io.exportcomments.quota.jdbc;

import io.exportcomments.port.QuotaLog;
import io.exportcomments.testkit.quota.QuotaLogContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** The limits in SQLite by a URL, each program with a connection that it keeps. */
class SqliteUrlQuotaLogTest extends QuotaLogContract {
    @TempDir
    static Path folder;

    private final List<QuotaLog> open = new ArrayList<>();

    private static String url() {
        return "jdbc:sqlite:" + folder.resolve("limits.db");
    }

    @Override
    protected QuotaLog open(String account) {
        JdbcQuotaLog log = JdbcQuotaLog.at(url(), account);
        open.add(log);
        return log;
    }

    @AfterEach
    void close() {
        open.forEach(QuotaLog::close);
    }

    @Override
    protected void pass(Duration time) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl(url());
        PassedTime.in(database, time);
    }
}
