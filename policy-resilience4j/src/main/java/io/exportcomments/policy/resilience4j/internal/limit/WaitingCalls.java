package io.exportcomments.policy.resilience4j.internal.limit;

import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue of calls for each kind, in the order in which they came. Not thread-safe.
 *
 * @param <C> the calls
 */
final class WaitingCalls<C> {
    private final Map<CallKind, NavigableMap<Long, C>> queues = new EnumMap<>(CallKind.class);
    private long arrivals;
    private int size;

    WaitingCalls() {
        for (CallKind kind : CallKind.values()) {
            queues.put(kind, new TreeMap<>());
        }
    }

    /** Puts a call at the end of its queue, and gives the number by which it can be taken out. */
    long add(CallKind kind, C call) {
        long number = arrivals++;
        queue(kind).put(number, call);
        size++;
        return number;
    }

    void remove(CallKind kind, long number) {
        size -= queue(kind).remove(number) == null ? 0 : 1;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size(CallKind kind) {
        return queue(kind).size();
    }

    /** The call of a kind that came first; null if none waits. */
    @Nullable C first(CallKind kind) {
        return queue(kind).isEmpty() ? null : queue(kind).firstEntry().getValue();
    }

    /** Takes out the call that came first of all that may go; null if none may. */
    @Nullable C takeFirst(Predicate<C> mayGo) {
        CallKind first = null;
        for (CallKind kind : CallKind.ALL) {
            C next = first(kind);
            boolean sooner = next != null && (first == null || firstNumber(kind) < firstNumber(first));
            if (sooner && mayGo.test(next)) {
                first = kind;
            }
        }
        if (first == null) {
            return null;
        }
        size--;
        return queue(first).pollFirstEntry().getValue();
    }

    private long firstNumber(CallKind kind) {
        return queue(kind).firstKey();
    }

    private NavigableMap<Long, C> queue(CallKind kind) {
        NavigableMap<Long, C> queue = queues.get(kind);
        if (queue == null) {
            throw new IllegalStateException("No queue for " + kind);
        }
        return queue;
    }
}
