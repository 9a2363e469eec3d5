package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.journal.Journal;
import io.exportcomments.mock.journal.JournalEntry;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.request.MockRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps the newest exchanges, by number. */
final class JournalLog implements Journal {

    private static final int CAPACITY = 100_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeMap<Long, JournalEntry> byNumber = new TreeMap<>();
    private long last;
    private long changes;

    JournalEntry open(Instant at, MockRequest request, long connection) {
        lock.lock();
        try {
            JournalEntry entry = new JournalEntry(
                    ++last,
                    at,
                    request,
                    request.guid(),
                    connection,
                    0,
                    0,
                    Duration.ZERO,
                    JournalEntry.State.OPEN,
                    List.of());
            byNumber.put(entry.number(), entry);
            if (byNumber.size() > CAPACITY) {
                byNumber.pollFirstEntry();
            }
            change();
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** An entry with what the client gets; it keeps its job, if it has one. */
    static JournalEntry answered(
            JournalEntry entry, int status, long sent, JournalEntry.State state, @Nullable UUID job) {
        return new JournalEntry(
                entry.number(),
                entry.at(),
                entry.request(),
                entry.guid() == null ? job : entry.guid(),
                entry.connection(),
                status,
                sent,
                entry.taken(),
                state,
                entry.channels());
    }

    /** Replaces an entry, and returns the new one; null when it is forgotten. */
    @Nullable JournalEntry update(long number, UnaryOperator<JournalEntry> change) {
        lock.lock();
        try {
            JournalEntry entry = byNumber.computeIfPresent(number, (n, e) -> change.apply(e));
            change();
            return entry;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<JournalEntry> entries() {
        lock.lock();
        try {
            return List.copyOf(byNumber.values());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<JournalEntry> entries(MockOperation operation) {
        return entries().stream().filter(e -> e.operation() == operation).toList();
    }

    @Override
    public int count(MockOperation operation) {
        return count(e -> e.operation() == operation);
    }

    @Override
    public int count(Predicate<JournalEntry> condition) {
        return (int) entries().stream().filter(condition).count();
    }

    @Override
    public int mostWithin(Duration span) {
        Deque<Instant> window = new ArrayDeque<>();
        int most = 0;
        List<JournalEntry> requests = new ArrayList<>(entries());
        requests.removeIf(e -> !e.request().path().startsWith("/api/"));
        for (JournalEntry entry : requests) {
            while (!window.isEmpty() && !window.peekFirst().plus(span).isAfter(entry.at())) {
                window.removeFirst();
            }
            window.addLast(entry.at());
            most = Math.max(most, window.size());
        }
        return most;
    }

    @Override
    public JournalEntry await(Predicate<JournalEntry> condition, Duration bound) {
        AtomicReference<@Nullable JournalEntry> found = new AtomicReference<>();
        await(
                entries -> {
                    JournalEntry first =
                            entries.stream().filter(condition).findFirst().orElse(null);
                    found.set(first);
                    return first != null;
                },
                "no such exchange",
                bound);
        return Objects.requireNonNull(found.get());
    }

    @Override
    public void awaitCount(MockOperation operation, int count, Duration bound) {
        await(
                entries ->
                        entries.stream().filter(e -> e.operation() == operation).count() >= count,
                "fewer than " + count + " requests of " + operation,
                bound);
    }

    @Override
    public void awaitIdle(Duration bound) {
        await(entries -> entries.stream().allMatch(JournalEntry::ended), "still exchanges open", bound);
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            byNumber.clear();
            change();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toText() {
        return entries().stream().map(JournalEntry::toString).collect(Collectors.joining("\n"));
    }

    /** The condition is the caller's, so it runs outside the lock, and again whenever something has changed. */
    private void await(Predicate<List<JournalEntry>> condition, String otherwise, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        long seen = changes();
        while (!condition.test(entries())) {
            seen = awaitChange(seen, deadline);
            if (seen < 0) {
                throw new AssertionError(otherwise + " within " + bound + "; the journal:\n" + toText());
            }
        }
    }

    private long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** The number of changes as soon as it is not the one seen, or -1 when the deadline passes before. */
    private long awaitChange(long seen, long deadline) {
        lock.lock();
        try {
            while (changes == seen) {
                if (changed.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    return -1;
                }
            }
            return changes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an exchange", e);
        } finally {
            lock.unlock();
        }
    }

    private void change() {
        changes++;
        changed.signalAll();
    }
}
