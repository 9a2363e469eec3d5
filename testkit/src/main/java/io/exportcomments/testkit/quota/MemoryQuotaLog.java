package io.exportcomments.testkit.quota;

import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.QuotaUse;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Limits shared within one process, in whatever time a test has. Thread-safe. */
public final class MemoryQuotaLog implements QuotaLog {
    private static final long GRACE = Duration.ofSeconds(5).toNanos();

    private final Timekeeper time;
    private final List<Taken> taken = new ArrayList<>();
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private long lastTicket;

    private static final class Taken {
        private final String limit;
        private final long ticket;
        private final long span;
        private long uses;
        private long end;
        private boolean settled;

        private Taken(String limit, long ticket, long uses, long span, long end) {
            this.limit = limit;
            this.ticket = ticket;
            this.uses = uses;
            this.span = span;
            this.end = end;
        }

        private long freeAt(long now) {
            return settled ? end : Math.min(end, now + span);
        }
    }

    private record Waiting(String kind, long uses, long until) {}

    /** A log in which nothing is used yet. */
    public MemoryQuotaLog(Timekeeper time) {
        this.time = time;
    }

    @Override
    public synchronized QuotaAnswer ask(QuotaRequest request, long ticket) {
        long now = time.nanoTime();
        taken.removeIf(one -> one.end - now <= 0);
        waiting.values().removeIf(one -> one.until - now <= 0);
        long number = ticket == NEW ? ++lastTicket : ticket;
        long ahead = waiting.entrySet().stream()
                .filter(one -> one.getKey() < number && one.getValue().kind.equals(request.kind()))
                .mapToLong(one -> one.getValue().uses)
                .sum();
        long wait = request.uses().stream()
                .mapToLong(use -> untilRoom(use, ahead, now))
                .max()
                .orElse(0);
        if (wait == 0) {
            waiting.remove(number);
            request.uses()
                    .forEach(use -> taken.add(new Taken(
                            use.limit(),
                            number,
                            use.uses(),
                            use.span().toNanos(),
                            now + request.held().toNanos() + use.span().toNanos())));
            return new QuotaAnswer(number, true, Duration.ZERO);
        }
        long told = Math.max(wait, SHORTEST_WAIT.toNanos());
        long uses = request.uses().stream().mapToLong(QuotaUse::uses).max().orElse(1);
        waiting.put(number, new Waiting(request.kind(), uses, now + told + GRACE));
        return new QuotaAnswer(number, false, Duration.ofNanos(told));
    }

    private long untilRoom(QuotaUse use, long ahead, long now) {
        List<Taken> mine =
                taken.stream().filter(one -> one.limit.equals(use.limit())).toList();
        long excess = mine.stream().mapToLong(one -> one.uses).sum() + ahead + use.uses() - use.most();
        if (excess <= 0) {
            return 0;
        }
        List<Taken> byEnd = mine.stream()
                .sorted(Comparator.comparingLong(one -> one.freeAt(now)))
                .toList();
        for (Taken one : byEnd) {
            excess -= one.uses;
            if (excess <= 0) {
                return Math.max(1, one.freeAt(now) - now);
            }
        }
        return use.span().toNanos();
    }

    @Override
    public synchronized void settle(long ticket, Map<String, Integer> counted) {
        for (Taken one : taken) {
            int uses = counted.getOrDefault(one.limit, 0);
            if (one.ticket == ticket && uses > 0) {
                one.uses = uses;
                one.end = time.nanoTime() + one.span;
                one.settled = true;
            }
        }
        leave(ticket);
    }

    @Override
    public synchronized void leave(long ticket) {
        waiting.remove(ticket);
        taken.removeIf(one -> one.ticket == ticket && !one.settled);
    }

    @Override
    public synchronized void pause(String limit, Duration pause) {
        Taken all = new Taken(limit, ++lastTicket, Integer.MAX_VALUE, 0, time.nanoTime() + pause.toNanos());
        all.settled = true;
        taken.add(all);
    }

    @Override
    public void close() {
        // There is nothing to free.
    }
}
