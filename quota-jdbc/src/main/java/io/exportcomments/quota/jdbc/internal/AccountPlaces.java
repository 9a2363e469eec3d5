package io.exportcomments.quota.jdbc.internal;

import io.exportcomments.port.PlaceHolder;
import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaPlaces;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The places that an account's jobs take, and those of calls that may start some, within one transaction.
 *
 * <p>Moments are the account's tickets: what was granted later has a greater one. A job's row says since when it
 * runs, and, once it has ended, when that was heard of; that row is kept for a while, so that an answer which is
 * older brings nothing back. The row of a call is for all of its jobs, and since {@link QuotaLog#NOW} as long as it
 * may still arrive.
 */
final class AccountPlaces {
    /** No call takes longer, so what one tells of a job that ended before can be told to be old. */
    private static final long ENDS_KNOWN_MILLIS = 3_600_000;

    private static final int RUNNING = -1;

    /** A job whose end was heard of later than it was read stays as it is. */
    private static final String RUNS = "INSERT INTO exportcomments_quota_place AS place (account, holder, limit_name,"
            + " places, ticket, since, ended, held_until, forgotten_at) VALUES (?, ?, ?, 1, 0, ?, " + RUNNING
            + ", 0, ?) ON CONFLICT (account, holder) DO UPDATE SET"
            + " limit_name = CASE WHEN ? = 1 THEN place.limit_name ELSE excluded.limit_name END,"
            + " since = CASE WHEN place.ended = " + RUNNING + " THEN place.since ELSE excluded.since END,"
            + " forgotten_at = excluded.forgotten_at, ended = " + RUNNING
            + " WHERE place.ended < ?";

    private final AccountTransaction account;
    private final AccountStatements statements;

    AccountPlaces(AccountTransaction account, AccountStatements statements) {
        this.account = account;
        this.statements = statements;
    }

    /** How many places of a limit are taken. */
    long taken(String limit) throws SQLException {
        forget();
        return statements.number(
                "SELECT COALESCE(SUM(places), 0) FROM exportcomments_quota_place"
                        + " WHERE account = ? AND limit_name = ? AND ended = " + RUNNING,
                account.name(),
                limit);
    }

    /** Drops what counts no more. Whoever held a call so long is dead: nobody will say what became of it. */
    private void forget() throws SQLException {
        statements.update(
                "DELETE FROM exportcomments_quota_place WHERE account = ? AND forgotten_at <= ?",
                account.name(),
                account.now());
        statements.update(
                "UPDATE exportcomments_quota_place SET since = (SELECT last_ticket FROM exportcomments_quota_account"
                        + " WHERE account = ?) WHERE account = ? AND ticket > 0 AND since = ? AND held_until <= ?",
                account.name(),
                account.name(),
                QuotaLog.NOW,
                account.now());
    }

    void take(long ticket, QuotaPlaces places, long heldUntil) throws SQLException {
        statements.update(
                "INSERT INTO exportcomments_quota_place (account, holder, limit_name, places, ticket, since, ended,"
                        + " held_until, forgotten_at) VALUES (?, ?, ?, ?, ?, ?, " + RUNNING + ", ?, ?)",
                account.name(),
                "ticket " + ticket,
                places.limit(),
                places.count(),
                ticket,
                QuotaLog.NOW,
                heldUntil,
                heldUntil + places.kept().toMillis());
    }

    void release(long ticket) throws SQLException {
        statements.update(
                "DELETE FROM exportcomments_quota_place WHERE account = ? AND holder = ?",
                account.name(),
                "ticket " + ticket);
    }

    /** The call of a ticket is over, or there is none. */
    void heard(long ticket, PlaceNews news) throws SQLException {
        if (news.isEmpty() && !news.unsure()) {
            release(ticket);
            return;
        }
        forget();
        long moment = account.lastTicket();
        if (news.unsure()) {
            keep(ticket, moment, account.now() + news.kept().toMillis());
        } else if (ticket != QuotaLog.NEW) {
            release(ticket);
        }
        write(news, moment);
        if (news.newestAsOf() > 0) {
            statements.update(
                    "DELETE FROM exportcomments_quota_place WHERE account = ? AND ticket > 0 AND since < ?",
                    account.name(),
                    news.newestAsOf());
        }
    }

    private void keep(long ticket, long moment, long forgottenAt) throws SQLException {
        statements.update(
                "UPDATE exportcomments_quota_place SET since = ?, forgotten_at = ? WHERE account = ? AND holder = ?",
                moment,
                forgottenAt,
                account.name(),
                "ticket " + ticket);
    }

    private void write(PlaceNews news, long moment) throws SQLException {
        List<Object[]> ends = new ArrayList<>();
        List<Object[]> runs = new ArrayList<>();
        long forgottenAt = account.now() + news.kept().toMillis();
        for (PlaceHolder holder : news.holders()) {
            if (holder.ended()) {
                ends.add(new Object[] {
                    moment, account.now() + ENDS_KNOWN_MILLIS, account.name(), holder.name(), holder.asOf()
                });
            } else {
                runs.add(new Object[] {
                    account.name(),
                    holder.name(),
                    holder.limit(),
                    Math.min(holder.asOf(), moment),
                    forgottenAt,
                    holder.assumed() ? 1 : 0,
                    holder.asOf()
                });
            }
        }
        statements.updateAll(
                "UPDATE exportcomments_quota_place SET ended = ?, forgotten_at = ?"
                        + " WHERE account = ? AND holder = ? AND ended = " + RUNNING + " AND since <= ?",
                ends);
        statements.updateAll(RUNS, runs);
    }
}
