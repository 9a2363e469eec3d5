package io.exportcomments.quota.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

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
            long now = database.begin(connection, account);
            result = work.in(new AccountTransaction(connection, account, now));
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
        OptionalLong next = found(
                "UPDATE exportcomments_quota_account SET last_ticket = last_ticket + 1 WHERE account = ?"
                        + " RETURNING last_ticket",
                account);
        if (next.isPresent()) {
            return next.getAsLong();
        }
        update("INSERT INTO exportcomments_quota_account (account, last_ticket) VALUES (?, 1)", account);
        return 1;
    }

    /** How many uses those want that came before, of the same kind. */
    long ahead(String kind, long ticket) throws SQLException {
        return number(
                "SELECT COALESCE(SUM(uses), 0) FROM exportcomments_quota_wait WHERE account = ? AND kind = ? AND ticket < ?",
                account,
                kind,
                ticket);
    }

    /** How much is taken of each limit; one of which nothing is may be missing. */
    Map<String, Long> taken() throws SQLException {
        Map<String, Long> taken = new HashMap<>();
        try (PreparedStatement query = prepared(
                        "SELECT limit_name, SUM(uses) FROM exportcomments_quota_use WHERE account = ?"
                                + " GROUP BY limit_name",
                        account);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                taken.put(rows.getString(1), rows.getLong(2));
            }
        }
        return taken;
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

    /** Uses to be taken: the limit, how many, for how long they count, until when, and whether that is settled. */
    record Taking(String limit, long uses, long spanMillis, long endsAt, boolean settled) {}

    void take(long ticket, List<Taking> uses) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        for (Taking use : uses) {
            rows.add(new Object[] {
                account, use.limit(), ticket, use.uses(), use.spanMillis(), use.endsAt(), use.settled() ? 1 : 0
            });
        }
        updateAll(
                "INSERT INTO exportcomments_quota_use (account, limit_name, ticket, uses, span_millis, ends_at, settled)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows);
    }

    void settle(long ticket, Map<String, Long> counted) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        counted.forEach((limit, uses) -> rows.add(new Object[] {uses, now, account, limit, ticket}));
        updateAll(
                "UPDATE exportcomments_quota_use SET uses = ?, ends_at = CAST(? AS BIGINT) + span_millis, settled = 1"
                        + " WHERE account = ? AND limit_name = ? AND ticket = ?",
                rows);
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

    private OptionalLong found(String sql, Object... values) throws SQLException {
        try (PreparedStatement query = prepared(sql, values);
                ResultSet row = query.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            statement.executeUpdate();
        }
    }

    /** All rows by one way to the server and back. */
    private void updateAll(String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] values : rows) {
                fill(statement, values);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        fill(statement, values);
        return statement;
    }

    private static void fill(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
