package io.exportcomments.quota.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.port.PlaceHolder;
import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.QuotaUse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/** What a database must be like, and what is said when it is not. */
class JdbcQuotaLogTest {
    private static final QuotaRequest REQUEST =
            new QuotaRequest("kind", List.of(new QuotaUse("a", 1, Duration.ofMinutes(1), 1)), Duration.ofMinutes(1));

    @TempDir
    Path folder;

    private SQLiteDataSource sqlite() {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("limits.db"));
        return database;
    }

    @Test
    void anAccountNeedsAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> JdbcQuotaLog.in(sqlite(), " "));
        assertThatIllegalArgumentException().isThrownBy(() -> JdbcQuotaLog.in(sqlite(), "x".repeat(201)));
    }

    @Test
    void anotherDatabaseIsRefused() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:limits");
        JdbcQuotaLog log = JdbcQuotaLog.in(h2, "account");

        assertThatIllegalStateException()
                .isThrownBy(log::createTables)
                .withMessage("Limits can be shared in PostgreSQL and SQLite, not in H2");
        assertThatIllegalStateException().isThrownBy(() -> log.ask(REQUEST, QuotaLog.NEW));
    }

    @Test
    void withoutTablesItSaysWhatItCouldNotDo() {
        JdbcQuotaLog log = JdbcQuotaLog.in(sqlite(), "account");

        assertThatThrownBy(() -> log.ask(REQUEST, QuotaLog.NEW))
                .isInstanceOf(QuotaDatabaseException.class)
                .hasMessage("could not ask for a turn in the database of the shared limits")
                .hasCauseInstanceOf(SQLException.class);
        log.createTables();
        log.createTables();
        assertThat(log.ask(REQUEST, QuotaLog.NEW).granted()).isTrue();
    }

    @Test
    void programsThatStartAtOnceAllGetTheirTables() throws Exception {
        for (int round = 0; round < 5; round++) {
            SQLiteDataSource empty = new SQLiteDataSource();
            empty.setJournalMode("WAL");
            empty.setUrl("jdbc:sqlite:" + folder.resolve("new-" + round + ".db"));
            AtStart.makeTablesTogether(empty);
        }
    }

    @Test
    void aRestartForgetsNothing() {
        JdbcQuotaLog before = JdbcQuotaLog.in(sqlite(), "account");
        before.createTables();
        assertThat(before.ask(REQUEST, QuotaLog.NEW).granted()).isTrue();
        before.close();

        assertThat(JdbcQuotaLog.in(sqlite(), "account")
                        .ask(REQUEST, QuotaLog.NEW)
                        .granted())
                .isFalse();
    }

    @Test
    void byAUrlItMakesItsTablesAndForgetsNothing() {
        String url = "jdbc:sqlite:" + folder.resolve("own.db");
        JdbcQuotaLog before = JdbcQuotaLog.at(url, "account");
        assertThat(before.ask(REQUEST, QuotaLog.NEW).granted()).isTrue();
        before.close();
        assertThatThrownBy(() -> before.ask(REQUEST, QuotaLog.NEW)).isInstanceOf(QuotaDatabaseException.class);
        try (JdbcQuotaLog after = JdbcQuotaLog.at(url, "account")) {
            assertThat(after.ask(REQUEST, QuotaLog.NEW).granted()).isFalse();
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcQuotaLog.at("jdbc:h2:mem:limits", "account"))
                .withMessage("Limits can be shared in PostgreSQL and SQLite, not in H2");
        assertThatThrownBy(() -> JdbcQuotaLog.at("jdbc:none:x", "account")).isInstanceOf(QuotaDatabaseException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"what?.db", "a?mode=memory&b#c%41;d.db", ":memory:", "file:a.db"})
    void aFileIsFoundByTheNameThatItWasGiven(String name) {
        Path file = folder.resolve("odd").resolve(name);
        assertThat(file.getParent().toFile().mkdir()).isTrue();
        try (JdbcQuotaLog log = JdbcQuotaLog.sqlite(file, "account")) {
            assertThat(log.ask(REQUEST, QuotaLog.NEW).granted()).isTrue();
        }
        try (JdbcQuotaLog after = JdbcQuotaLog.sqlite(file, "account")) {
            assertThat(after.ask(REQUEST, QuotaLog.NEW).granted()).isFalse();
        }
        assertThat(file.getParent().toFile().list()).containsExactly(name);
    }

    /** Also where programs only read, and never ask for a place. */
    @Test
    void jobsThatAreForgottenLeaveNoRows() throws Exception {
        JdbcQuotaLog log = JdbcQuotaLog.in(sqlite(), "account");
        log.createTables();
        log.heard(QuotaLog.NEW, running("a"));
        PassedTime.in(sqlite(), Duration.ofSeconds(2));
        log.heard(QuotaLog.NEW, running("b"));

        try (var connection = sqlite().getConnection();
                var rows =
                        connection.createStatement().executeQuery("SELECT COUNT(*) FROM exportcomments_quota_place")) {
            assertThat(rows.getInt(1)).isOne();
        }
    }

    private static PlaceNews running(String job) {
        PlaceHolder holder = new PlaceHolder(job, "exports", true, false, QuotaLog.NOW);
        return new PlaceNews(List.of(holder), 0, false, Duration.ofSeconds(1));
    }

    @Test
    void theSchemaIsThereForMigrations() {
        assertThat(JdbcQuotaLog.schema())
                .contains(
                        "exportcomments_quota_account",
                        "exportcomments_quota_use",
                        "exportcomments_quota_turn",
                        "exportcomments_quota_place");
    }
}
