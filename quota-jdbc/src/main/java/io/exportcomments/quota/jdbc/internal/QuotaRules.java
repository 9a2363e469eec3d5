package io.exportcomments.quota.jdbc.internal;

import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.QuotaUse;
import io.exportcomments.quota.jdbc.internal.AccountTransaction.Taken;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When a request may go, and what is written down of it; each within one transaction. */
public final class QuotaRules {
    /** How much later than it was told a request may ask again, and keep its place. */
    private static final long GRACE_MILLIS = 5_000;

    /** More than any limit. */
    private static final long PAUSED = 1_000_000_000L;

    private QuotaRules() {}

    /** Takes the uses of a request, or says how long it has to wait. */
    public static QuotaAnswer ask(AccountTransaction account, QuotaRequest request, long ticket) throws SQLException {
        account.forget();
        long number = ticket == QuotaLog.NEW ? account.newTicket() : ticket;
        long ahead = account.ahead(request.kind(), number);
        long wait = 0;
        Map<String, Long> taken = account.taken();
        for (QuotaUse use : request.uses()) {
            long all = taken.getOrDefault(use.limit(), 0L) + ahead;
            wait = Math.max(wait, untilRoom(account, use, all));
        }
        if (wait == 0) {
            if (ticket != QuotaLog.NEW) {
                account.stopWaiting(number);
            }
            take(account, request, number);
            return new QuotaAnswer(number, true, Duration.ZERO);
        }
        long told = Math.max(wait, QuotaLog.SHORTEST_WAIT.toMillis());
        long uses = request.uses().stream().mapToLong(QuotaUse::uses).max().orElse(1);
        account.wait(number, request.kind(), uses, account.now() + told + GRACE_MILLIS);
        return new QuotaAnswer(number, false, Duration.ofMillis(told));
    }

    /** Room for those ahead is kept, so whoever fits beside them takes nothing from them. */
    private static long untilRoom(AccountTransaction account, QuotaUse use, long all) throws SQLException {
        long excess = all + use.uses() - use.most();
        if (excess <= 0) {
            return 0;
        }
        List<Taken> taken = account.allTaken(use.limit()).stream()
                .sorted(Comparator.comparingLong(Taken::freeAt))
                .toList();
        for (Taken one : taken) {
            excess -= one.uses();
            if (excess <= 0) {
                return Math.max(1, one.freeAt() - account.now());
            }
        }
        return use.span().toMillis();
    }

    private static void take(AccountTransaction account, QuotaRequest request, long ticket) throws SQLException {
        List<AccountTransaction.Taking> uses = new ArrayList<>();
        for (QuotaUse use : request.uses()) {
            long span = use.span().toMillis();
            long end = account.now() + request.held().toMillis() + span;
            uses.add(new AccountTransaction.Taking(use.limit(), use.uses(), span, end, false));
        }
        account.take(ticket, uses);
    }

    /** The call is over: what counts does so for one span more. */
    public static void settle(AccountTransaction account, long ticket, Map<String, Integer> counted)
            throws SQLException {
        Map<String, Long> uses = new HashMap<>();
        counted.forEach((limit, count) -> {
            if (count > 0) {
                uses.put(limit, (long) count);
            }
        });
        account.settle(ticket, uses);
        account.release(ticket);
    }

    /** The ticket is given up. */
    public static void leave(AccountTransaction account, long ticket) throws SQLException {
        account.stopWaiting(ticket);
        account.release(ticket);
    }

    /** A limit has no room for a while. */
    public static void pause(AccountTransaction account, String limit, Duration pause) throws SQLException {
        account.forget();
        long end = account.now() + pause.toMillis();
        account.take(account.newTicket(), List.of(new AccountTransaction.Taking(limit, PAUSED, 0, end, true)));
    }
}
