package io.exportcomments.quota.jdbc.internal;

import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaPlaces;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.QuotaUse;
import io.exportcomments.quota.jdbc.internal.AccountTransaction.Ahead;
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

    /** Takes the uses and places of a request, or says how long it has to wait. */
    public static QuotaAnswer ask(AccountTransaction account, QuotaRequest request, long ticket) throws SQLException {
        account.forget();
        long number = ticket == QuotaLog.NEW ? account.newTicket() : ticket;
        Ahead ahead = account.ahead(request.kind(), number);
        Hold hold = hold(account, request, ahead);
        if (hold.millis() == 0) {
            if (ticket != QuotaLog.NEW) {
                account.stopWaiting(number);
            }
            take(account, request, number);
            return QuotaAnswer.granted(number, ticket == QuotaLog.NEW ? number : account.newTicket());
        }
        long told = Math.max(hold.millis(), QuotaLog.SHORTEST_WAIT.toMillis());
        long uses = request.uses().stream().mapToLong(QuotaUse::uses).max().orElse(1);
        long places = request.places().map(QuotaPlaces::count).orElse(0);
        account.wait(number, request.kind(), uses, places, account.now() + told + GRACE_MILLIS);
        return QuotaAnswer.waiting(number, Duration.ofMillis(told), hold.limit());
    }

    /** What a request waits for longest. */
    private record Hold(String limit, long millis) {}

    private static Hold hold(AccountTransaction account, QuotaRequest request, Ahead ahead) throws SQLException {
        Hold longest = new Hold("", 0);
        Map<String, Long> taken = account.taken();
        for (QuotaUse use : request.uses()) {
            long all = taken.getOrDefault(use.limit(), 0L) + ahead.uses();
            long wait = untilRoom(account, use, all);
            longest = wait > longest.millis() ? new Hold(use.limit(), wait) : longest;
        }
        QuotaPlaces places = request.places().orElse(null);
        if (places == null
                || account.places().taken(places.limit()) + ahead.places() + places.count() <= places.most()) {
            return longest;
        }
        long shortest = QuotaLog.SHORTEST_WAIT.toMillis();
        long wait = Math.min(QuotaLog.LONGEST_WAIT.toMillis(), shortest * (1 + ahead.calls()));
        return wait > longest.millis() ? new Hold(places.limit(), wait) : longest;
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
        QuotaPlaces places = request.places().orElse(null);
        if (places != null) {
            account.places().take(ticket, places, account.now() + request.held().toMillis());
        }
    }

    /** The call is over: what counts does so for one span more. */
    public static void settle(AccountTransaction account, long ticket, Map<String, Integer> counted, PlaceNews news)
            throws SQLException {
        Map<String, Long> uses = new HashMap<>();
        counted.forEach((limit, count) -> {
            if (count > 0) {
                uses.put(limit, (long) count);
            }
        });
        account.settle(ticket, uses);
        account.release(ticket);
        account.places().heard(ticket, news);
    }

    /** Jobs were heard of. */
    public static void heard(AccountTransaction account, long ticket, PlaceNews news) throws SQLException {
        account.places().heard(ticket, news);
    }

    /** The ticket is given up. */
    public static void leave(AccountTransaction account, long ticket) throws SQLException {
        account.stopWaiting(ticket);
        account.release(ticket);
        account.places().release(ticket);
    }

    /** A limit has no room for a while. */
    public static void pause(AccountTransaction account, String limit, Duration pause) throws SQLException {
        account.forget();
        long end = account.now() + pause.toMillis();
        account.take(account.newTicket(), List.of(new AccountTransaction.Taking(limit, PAUSED, 0, end, true)));
    }
}
