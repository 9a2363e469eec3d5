package io.exportcomments.update.webhook.internal;

import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Admission;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Arrival;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The store as the receiver uses it: by the receiver's time and lease, and safe from what its trouble would break.
 * Thread-safe.
 */
final class GuardedStore {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.webhook");

    private final ReceiverSettings settings;
    private final DeliveryStore store;

    GuardedStore(ReceiverSettings settings) {
        this.settings = settings;
        this.store = settings.store();
    }

    /** Throws what the store throws. */
    Admission admit(String key, byte[] body) {
        Instant now = now();
        return store.admit(key, body, now, leased(now));
    }

    /** Throws what the store throws, and if it does not answer for each. */
    List<Admission> admitAll(List<Arrival> arrivals) {
        Instant now = now();
        List<Admission> admissions = store.admitAll(arrivals, now, leased(now));
        if (admissions.size() != arrivals.size()) {
            throw new IllegalStateException(
                    "The store answered for " + admissions.size() + " deliveries of " + arrivals.size());
        }
        return admissions;
    }

    int batchSize() {
        return store.batchSize();
    }

    /** Claims what is due longest; null if nothing is, or if the store is out of order. */
    @Nullable Claim claimDue() {
        try {
            Instant now = now();
            for (Claim claim : store.claimDue(1, now, leased(now))) {
                return claim;
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The store of deliveries does not answer; it is asked again", e);
        }
        return null;
    }

    /** Whether a claim is still valid; it then lasts as long as a new one. Throws what the store throws. */
    boolean renew(Claim claim) {
        return store.renew(claim, leased(now()));
    }

    /** Whether the store knows now that the delivery was handled. */
    boolean done(Claim claim) {
        return change(claim, () -> store.done(claim, now()));
    }

    /** Whether the store knows now that all of them were handled. */
    boolean doneAll(List<Claim> claims) {
        return claims.size() == 1 ? done(claims.get(0)) : change(claims, () -> store.doneAll(claims, now()));
    }

    void forget(Claim claim) {
        change(claim, () -> store.forget(claim));
    }

    void release(Claim claim, Duration pause) {
        change(claim, () -> store.release(claim, now().plus(pause)));
    }

    void putAside(Claim claim, Throwable cause) {
        LOG.log(
                System.Logger.Level.ERROR,
                "Delivery " + claim + ", is put aside: fix the cause, then have it sent again or handle it by hand",
                cause);
        change(claim, () -> store.putAside(claim, now()));
    }

    private static boolean change(Object claims, Runnable change) {
        // An interruption is meant for the handler; a database may break by it.
        boolean interrupted = Thread.interrupted();
        try {
            change.run();
            return true;
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The store of deliveries does not answer; delivery " + claims + ", will be handled again",
                    e);
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Instant now() {
        return settings.time().now();
    }

    private Instant leased(Instant now) {
        return now.plus(settings.lease());
    }
}
