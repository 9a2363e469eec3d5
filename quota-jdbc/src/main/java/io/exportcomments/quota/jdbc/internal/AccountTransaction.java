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
import org.jspecify.annotations.Nullable;

/** One account's rows, with its lock held, at one moment of the database's clock. For one thread. */
public final class AccountTransaction {
    private final AccountStatements statements;
    private final String account;
    private final long now;
    private final AccountPlaces places;

    /** What a transaction does. */
    public interface Work<T> {
        /** Reads and writes; a failure undoes all of it. */
        T in(AccountTransaction account) throws SQLException;
    }

    /** Uses of a limit that were taken. */
    record Taken(long uses, long freeAt) {}

    private AccountTransaction(Connection connection, String account, long now) {
        this.statements = new AccountStatements(connection);
        this.account = account;
        this.now = now;
        this.places = new AccountPlaces(this, statements);
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
            undo(connection, database, e);
            restore(connection, autoCommit, e);
            throw e;
        }
        restore(connection, autoCommit, null);
        return result;
    }

    /** What went wrong first is what is told. */
    private static void undo(Connection connection, QuotaDatabase database, Throwable first) {
        try {
            database.rollback(connection);
        } catch (SQLException e) {
            first.addSuppressed(e);
        }
    }

    /** One that is broken is of no use to the pool either; what was committed is. */
    private static void restore(Connection connection, boolean autoCommit, @Nullable Throwable failure) {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException broken) {
            if (failure != null) {
                failure.addSuppressed(broken);
            } else {
                System.getLogger("io.exportcomments")
                        .log(System.Logger.Level.DEBUG, "A connection broke after it was used", broken);
            }
        }
    }

    /** What the programs call it. */
    String name() {
        return account;
    }

    /** The places of its jobs. */
    AccountPlaces places() {
        return places;
    }

    /** The present, by the database's clock. */
    long now() {
        return now;
    }

    /** Drops what counts no more, and who has not asked again in time. */
    void forget() throws SQLException {
        statements.update("DELETE FROM exportcomments_quota_use WHERE account = ? AND ends_at <= ?", account, now);
        statements.update("DELETE FROM exportcomments_quota_turn WHERE account = ? AND waits_until <= ?", account, now);
    }

    long newTicket() throws SQLException {
        OptionalLong next = statements.found(
                "UPDATE exportcomments_quota_account SET last_ticket = last_ticket + 1 WHERE account = ?"
                        + " RETURNING last_ticket",
                account);
        if (next.isPresent()) {
            return next.getAsLong();
        }
        statements.update("INSERT INTO exportcomments_quota_account (account, last_ticket) VALUES (?, 1)", account);
        return 1;
    }

    /** The newest ticket; 0 if there is none yet. */
    long lastTicket() throws SQLException {
        return statements
                .found("SELECT last_ticket FROM exportcomments_quota_account WHERE account = ?", account)
                .orElse(0);
    }

    /** Those that came before and wait: how many they are, and what they want. */
    record Ahead(long calls, long uses, long places) {}

    /** Those of the same kind that came before. */
    Ahead ahead(String kind, long ticket) throws SQLException {
        try (PreparedStatement query = statements.prepared(
                        "SELECT COUNT(*), COALESCE(SUM(uses), 0), COALESCE(SUM(places), 0)"
                                + " FROM exportcomments_quota_turn WHERE account = ? AND kind = ? AND ticket < ?",
                        account,
                        kind,
                        ticket);
                ResultSet row = query.executeQuery()) {
            row.next();
            return new Ahead(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    /** How much is taken of each limit; one of which nothing is may be missing. */
    Map<String, Long> taken() throws SQLException {
        Map<String, Long> taken = new HashMap<>();
        try (PreparedStatement query = statements.prepared(
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
        try (PreparedStatement query = statements.prepared(
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
        statements.updateAll(
                "INSERT INTO exportcomments_quota_use (account, limit_name, ticket, uses, span_millis, ends_at, settled)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows);
    }

    void settle(long ticket, Map<String, Long> counted) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        counted.forEach((limit, uses) -> rows.add(new Object[] {uses, now, account, limit, ticket}));
        statements.updateAll(
                "UPDATE exportcomments_quota_use SET uses = ?, ends_at = CAST(? AS BIGINT) + span_millis, settled = 1"
                        + " WHERE account = ? AND limit_name = ? AND ticket = ?",
                rows);
    }

    void release(long ticket) throws SQLException {
        statements.update(
                "DELETE FROM exportcomments_quota_use WHERE account = ? AND ticket = ? AND settled = 0",
                account,
                ticket);
    }

    void wait(long ticket, String kind, long uses, long places, long until) throws SQLException {
        stopWaiting(ticket);
        statements.update(
                "INSERT INTO exportcomments_quota_turn (account, ticket, kind, uses, places, waits_until)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                account,
                ticket,
                kind,
                uses,
                places,
                until);
    }

    void stopWaiting(long ticket) throws SQLException {
        statements.update("DELETE FROM exportcomments_quota_turn WHERE account = ? AND ticket = ?", account, ticket);
    }
}
