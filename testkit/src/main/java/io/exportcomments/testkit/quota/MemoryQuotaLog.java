package io.exportcomments.testkit.quota;

import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaPlaces;
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
    private final MemoryPlaces places = new MemoryPlaces();
    private long lastTicket;

    /** Counts the grants: what was granted later has a greater one. */
    private long moment;

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

    private record Waiting(String kind, long uses, long places, long until) {}

    /** A log in which nothing is used yet. */
    public MemoryQuotaLog(Timekeeper time) {
        this.time = time;
    }

    @Override
    public synchronized QuotaAnswer ask(QuotaRequest request, long ticket) {
        long now = time.nanoTime();
        forget(now);
        long number = ticket == NEW ? ++lastTicket : ticket;
        List<Waiting> ahead = waiting.entrySet().stream()
                .filter(one -> one.getKey() < number && one.getValue().kind.equals(request.kind()))
                .map(Map.Entry::getValue)
                .toList();
        long usesAhead = ahead.stream().mapToLong(one -> one.uses).sum();
        long wait = 0;
        String heldUpBy = "";
        for (QuotaUse use : request.uses()) {
            long until = untilRoom(use, usesAhead, now);
            heldUpBy = until > wait ? use.limit() : heldUpBy;
            wait = Math.max(wait, until);
        }
        QuotaPlaces wanted = request.places().orElse(null);
        if (wanted != null && !hasPlace(wanted, ahead)) {
            long until = Math.min(LONGEST_WAIT.toNanos(), SHORTEST_WAIT.toNanos() * (1 + ahead.size()));
            heldUpBy = until > wait ? wanted.limit() : heldUpBy;
            wait = Math.max(wait, until);
        }
        if (wait == 0) {
            take(request, number, now);
            return QuotaAnswer.granted(number, ++moment);
        }
        long told = Math.max(wait, SHORTEST_WAIT.toNanos());
        long uses = request.uses().stream().mapToLong(QuotaUse::uses).max().orElse(1);
        long wants = wanted == null ? 0 : wanted.count();
        waiting.put(number, new Waiting(request.kind(), uses, wants, now + told + GRACE));
        return QuotaAnswer.waiting(number, Duration.ofNanos(told), heldUpBy);
    }

    private boolean hasPlace(QuotaPlaces wanted, List<Waiting> ahead) {
        long kept = ahead.stream().mapToLong(one -> one.places).sum();
        return places.taken(wanted.limit()) + kept + wanted.count() <= wanted.most();
    }

    private void forget(long now) {
        taken.removeIf(one -> one.end - now <= 0);
        waiting.values().removeIf(one -> one.until - now <= 0);
        places.forget(now, moment);
    }

    private void take(QuotaRequest request, long ticket, long now) {
        waiting.remove(ticket);
        long held = now + request.held().toNanos();
        for (QuotaUse use : request.uses()) {
            long span = use.span().toNanos();
            taken.add(new Taken(use.limit(), ticket, use.uses(), span, held + span));
        }
        request.places().ifPresent(wanted -> places.take(ticket, wanted, held));
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
    public synchronized void settle(long ticket, Map<String, Integer> counted, PlaceNews news) {
        for (Taken one : taken) {
            int uses = counted.getOrDefault(one.limit, 0);
            if (one.ticket == ticket && uses > 0) {
                one.uses = uses;
                one.end = time.nanoTime() + one.span;
                one.settled = true;
            }
        }
        taken.removeIf(one -> one.ticket == ticket && !one.settled);
        heard(ticket, news);
    }

    @Override
    public synchronized void heard(long ticket, PlaceNews news) {
        long now = time.nanoTime();
        forget(now);
        places.heard(ticket, news, now, moment);
    }

    @Override
    public synchronized void leave(long ticket) {
        waiting.remove(ticket);
        taken.removeIf(one -> one.ticket == ticket && !one.settled);
        places.release(ticket);
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
