package io.exportcomments.update.webhook.internal;

import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.job.JobEvent;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Admission;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Arrival;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Claim;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes deliveries and gives them to the store: those that came while it was busy all at once, as far as it likes that.
 * Thread-safe.
 */
final class DeliveryKeeper {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.webhook");

    private final ReceiverSettings settings;
    private final GuardedStore store;
    private final Executor threads;
    private final Next next;
    private final Queue<Coming> waiting = new ConcurrentLinkedQueue<>();

    /** What becomes of a delivery that was claimed. */
    interface Next {
        /** Tells of it, and has it handled. */
        void handle(Claim claim, JobEvent event, PendingDelivery delivery);
    }

    DeliveryKeeper(ReceiverSettings settings, GuardedStore store, Executor threads, Next next) {
        this.settings = settings;
        this.store = store;
        this.threads = threads;
        this.next = next;
    }

    /** Keeps a delivery on this thread. */
    void keepHere(byte[] body, PendingDelivery delivery) {
        new Coming(body, delivery).keep();
    }

    /** Keeps a delivery on one of the threads. */
    void keep(byte[] body, PendingDelivery delivery) {
        Coming coming = new Coming(body, delivery);
        waiting.add(coming);
        try {
            threads.execute(this::keepSome);
        } catch (RejectedExecutionException justClosed) {
            if (waiting.remove(coming)) {
                coming.refuse();
            }
        }
    }

    /** Refuses those that wait. */
    void refuseAll() {
        for (Coming coming = waiting.poll(); coming != null; coming = waiting.poll()) {
            coming.refuse();
        }
    }

    private void keepSome() {
        List<Coming> some = new ArrayList<>();
        int most = store.batchSize();
        for (Coming coming = waiting.poll(); coming != null; coming = some.size() < most ? waiting.poll() : null) {
            some.add(coming);
        }
        if (some.size() == 1) {
            some.get(0).keep();
        } else if (!some.isEmpty()) {
            keepAll(some.stream().filter(Coming::isReadable).toList());
        }
    }

    private void keepAll(List<Coming> some) {
        try {
            List<Admission> admissions = store.admitAll(some.stream()
                    .map(coming -> new Arrival(coming.key(), coming.body))
                    .toList());
            for (int i = 0; i < some.size(); i++) {
                some.get(i).admit(admissions.get(i));
            }
        } catch (Throwable e) {
            some.forEach(coming -> coming.couldNotBeKept(e));
        }
    }

    private final class Coming {
        private final byte[] body;
        private final PendingDelivery pending;
        private @Nullable JobEvent event;

        Coming(byte[] body, PendingDelivery pending) {
            this.body = body;
            this.pending = pending;
        }

        void keep() {
            if (isReadable()) {
                try {
                    admit(store.admit(key(), body));
                } catch (Throwable e) {
                    couldNotBeKept(e);
                }
            }
        }

        /** Whether it can be decoded; it is answered if not. */
        boolean isReadable() {
            try {
                event = settings.codec().decodeWebhook(body);
                return true;
            } catch (UnreadableAnswerException e) {
                LOG.log(System.Logger.Level.WARNING, "A delivery that the service signed cannot be read", e);
                pending.end(DeliveryOutcome.UNREADABLE, WebhookAnswer.UNREADABLE);
            } catch (Throwable e) {
                couldNotBeKept(e);
            }
            return false;
        }

        private JobEvent event() {
            JobEvent decoded = event;
            if (decoded == null) {
                throw new IllegalStateException("A delivery is decoded before it is kept");
            }
            return decoded;
        }

        String key() {
            return DeliveryKey.of(event(), body);
        }

        void admit(Admission admission) {
            try {
                if (admission instanceof Admission.Claimed claimed) {
                    next.handle(claimed.claim(), event(), pending);
                } else if (admission instanceof Admission.Known known) {
                    pending.end(DeliveryOutcome.REPEATED, repeated(known));
                } else {
                    refuse();
                }
            } catch (Throwable e) {
                couldNotBeKept(e);
            }
        }

        /** Somebody may be handling it, and may fail: where the service keeps it until then, it has to ask again. */
        private WebhookAnswer repeated(Admission.Known known) {
            return known.handled() || !settings.answerWhenHandled() ? WebhookAnswer.TAKEN : WebhookAnswer.BUSY;
        }

        void couldNotBeKept(Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "A delivery could not be kept; the service will send it again", e);
            refuse();
        }

        void refuse() {
            pending.end(DeliveryOutcome.BUSY, WebhookAnswer.BUSY);
        }
    }
}
