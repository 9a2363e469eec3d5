package io.exportcomments.update.webhook.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows deliveries as long as the program runs, up to a bound: beyond it those that were handled longest ago are
 * forgotten, and where none was handled no more are taken. For a single instance. Thread-safe.
 */
public final class InMemoryDeliveryStore implements DeliveryStore {
    private static final int USUAL_BOUND = 10_000;
    private static final byte[] NOTHING = {};

    private final int bound;
    /** In the order in which they came, or were handled. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private long claims;

    private InMemoryDeliveryStore(int bound) {
        this.bound = bound;
    }

    /** A store for 10,000 deliveries. */
    public static InMemoryDeliveryStore create() {
        return create(USUAL_BOUND);
    }

    /**
     * A store for so many deliveries.
     *
     * @param bound 1 to 10,000,000
     */
    public static InMemoryDeliveryStore create(int bound) {
        if (bound < 1 || bound > 10_000_000) {
            throw new IllegalArgumentException("A store must have room for 1 to 10,000,000 deliveries: " + bound);
        }
        return new InMemoryDeliveryStore(bound);
    }

    @Override
    public synchronized Admission admit(String key, byte[] body, Instant now, Instant until) {
        Entry known = entries.get(key);
        if (known != null) {
            return known.isDue(now)
                    ? new Admission.Claimed(claim(key, known, until))
                    : new Admission.Known(known.handled);
        }
        if (entries.size() >= bound && !forgetOldest()) {
            return new Admission.Full();
        }
        Entry entry = new Entry(body);
        entries.put(key, entry);
        return new Admission.Claimed(claim(key, entry, until));
    }

    private boolean forgetOldest() {
        for (Iterator<Entry> each = entries.values().iterator(); each.hasNext(); ) {
            if (each.next().closedAt != null) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    private Claim claim(String key, Entry entry, Instant until) {
        entry.token = Long.toString(++claims);
        entry.due = until;
        return new Claim(key, entry.token, entry.body, ++entry.attempts);
    }

    @Override
    public synchronized boolean renew(Claim claim, Instant until) {
        Entry entry = valid(claim);
        if (entry == null) {
            return false;
        }
        entry.due = until;
        return true;
    }

    /** Whoever has the claim by now: what is handled is handled. */
    @Override
    public synchronized void done(Claim claim, Instant now) {
        close(claim, now, true);
    }

    private void close(Claim claim, Instant now, boolean handled) {
        Entry entry = entries.remove(claim.key());
        if (entry != null) {
            entry.close(now, handled);
            entries.put(claim.key(), entry);
        }
    }

    @Override
    public synchronized void release(Claim claim, Instant due) {
        Entry entry = valid(claim);
        if (entry != null) {
            entry.token = null;
            entry.due = due;
        }
    }

    @Override
    public synchronized void forget(Claim claim) {
        if (valid(claim) != null) {
            entries.remove(claim.key());
        }
    }

    /** Nobody can see to what is put aside here, so it makes room like what was handled. */
    @Override
    public synchronized void putAside(Claim claim, Instant now) {
        if (valid(claim) != null) {
            close(claim, now, false);
        }
    }

    private @Nullable Entry valid(Claim claim) {
        Entry entry = entries.get(claim.key());
        return entry != null && claim.token().equals(entry.token) ? entry : null;
    }

    @Override
    public synchronized List<Claim> claimDue(int most, Instant now, Instant until) {
        List<Map.Entry<String, Entry>> due = entries.entrySet().stream()
                .filter(each -> each.getValue().isDue(now))
                .sorted(Comparator.comparing(each -> each.getValue().dueAt()))
                .limit(most)
                .toList();
        List<Claim> claimed = new ArrayList<>();
        due.forEach(each -> claimed.add(claim(each.getKey(), each.getValue(), until)));
        return claimed;
    }

    @Override
    public synchronized void prune(Instant handledBefore) {
        entries.values().removeIf(entry -> entry.closedAt != null && entry.closedAt.isBefore(handledBefore));
    }

    /** How many deliveries are known. */
    public synchronized int size() {
        return entries.size();
    }

    private static final class Entry {
        private byte[] body;
        private int attempts;
        private @Nullable String token;
        private @Nullable Instant due;
        private @Nullable Instant closedAt;
        private boolean handled;

        Entry(byte[] body) {
            this.body = body;
        }

        void close(Instant now, boolean isHandled) {
            token = null;
            due = null;
            body = NOTHING;
            closedAt = now;
            handled = isHandled;
        }

        boolean isDue(Instant now) {
            return due != null && !due.isAfter(now);
        }

        Instant dueAt() {
            return due == null ? Instant.MAX : due;
        }
    }
}
