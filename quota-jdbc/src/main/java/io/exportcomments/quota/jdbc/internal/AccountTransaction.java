package io.exportcomments.quota.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One account's rows, with its lock held, at one moment of the database's clock. For one thread. */
public final class AccountTransaction {
    private final Connection connection;
    private final String account;
    private final long now;

    /** What a transaction does. */
    public interface Work<T> {
        /** Reads and writes; a failure undoes all of it. */
        T in(AccountTransaction account) throws SQLException;
    }

    /** Uses of a limit that were taken. */
    record Taken(long uses, long freeAt) {}

    private AccountTransaction(Connection connection, String account, long now) {
        this.connection = connection;
        this.account = account;
        this.now = now;
    }

    /** Runs a transaction on a connection, which is borrowed, and left as it was. */
    public static <T> T run(Connection connection, QuotaDatabase database, String account, Work<T> work)
            throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        T result;
        try {
            database.begin(connection, account);
            result = work.in(new AccountTransaction(connection, account, clock(connection, database)));
            database.commit(connection);
        } catch (SQLException | RuntimeException | Error e) {
            undo(connection, database, autoCommit, e);
            throw e;
        }
        connection.setAutoCommit(autoCommit);
        return result;
    }

    /** What went wrong first is what is told. */
    private static void undo(Connection connection, QuotaDatabase database, boolean autoCommit, Throwable first) {
        try {
            database.rollback(connection);
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            first.addSuppressed(e);
        }
    }

    private static long clock(Connection connection, QuotaDatabase database) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(database.clock());
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The present, by the database's clock. */
    long now() {
        return now;
    }

    /** Drops what counts no more, and who has not asked again in time. */
    void forget() throws SQLException {
        update("DELETE FROM exportcomments_quota_use WHERE account = ? AND ends_at <= ?", account, now);
        update("DELETE FROM exportcomments_quota_wait WHERE account = ? AND waits_until <= ?", account, now);
    }

    long newTicket() throws SQLException {
        int changed = update(
                "UPDATE exportcomments_quota_account SET last_ticket = last_ticket + 1 WHERE account = ?", account);
        if (changed == 0) {
            update("INSERT INTO exportcomments_quota_account (account, last_ticket) VALUES (?, 1)", account);
        }
        return number("SELECT last_ticket FROM exportcomments_quota_account WHERE account = ?", account);
    }

    /** How many uses those want that came before, of the same kind. */
    long ahead(String kind, long ticket) throws SQLException {
        return number(
                "SELECT COALESCE(SUM(uses), 0) FROM exportcomments_quota_wait WHERE account = ? AND kind = ? AND ticket < ?",
                account,
                kind,
                ticket);
    }

    long taken(String limit) throws SQLException {
        return number(
                "SELECT COALESCE(SUM(uses), 0) FROM exportcomments_quota_use WHERE account = ? AND limit_name = ?",
                account,
                limit);
    }

    /** What is taken of a limit; the time is when it can be free at the earliest. */
    List<Taken> allTaken(String limit) throws SQLException {
        List<Taken> all = new ArrayList<>();
        try (PreparedStatement query = prepared(
                        "SELECT uses, span_millis, ends_at, settled FROM exportcomments_quota_use"
                                + " WHERE account = ? AND limit_name = ?",
                        account,
                        limit);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                long end = rows.getLong(3);
                boolean settled = rows.getInt(4) == 1;
                all.add(new Taken(rows.getLong(1), settled ? end : Math.min(end, now + rows.getLong(2))));
            }
        }
        return all;
    }

    void take(long ticket, String limit, long uses, long spanMillis, long endsAt, boolean settled) throws SQLException {
        update(
                "INSERT INTO exportcomments_quota_use (account, limit_name, ticket, uses, span_millis, ends_at, settled)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                account,
                limit,
                ticket,
                uses,
                spanMillis,
                endsAt,
                settled ? 1 : 0);
    }

    void settle(long ticket, String limit, long uses) throws SQLException {
        update(
                "UPDATE exportcomments_quota_use SET uses = ?, ends_at = CAST(? AS BIGINT) + span_millis, settled = 1"
                        + " WHERE account = ? AND limit_name = ? AND ticket = ?",
                uses,
                now,
                account,
                limit,
                ticket);
    }

    void release(long ticket) throws SQLException {
        update(
                "DELETE FROM exportcomments_quota_use WHERE account = ? AND ticket = ? AND settled = 0",
                account,
                ticket);
    }

    void wait(long ticket, String kind, long uses, long until) throws SQLException {
        stopWaiting(ticket);
        update(
                "INSERT INTO exportcomments_quota_wait (account, ticket, kind, uses, waits_until) VALUES (?, ?, ?, ?, ?)",
                account,
                ticket,
                kind,
                uses,
                until);
    }

    void stopWaiting(long ticket) throws SQLException {
        update("DELETE FROM exportcomments_quota_wait WHERE account = ? AND ticket = ?", account, ticket);
    }

    private long number(String sql, Object... values) throws SQLException {
        try (PreparedStatement query = prepared(sql, values);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
