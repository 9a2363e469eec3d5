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
 * Decodes deliveries and gives them to the store: those that came while it was busy all at once, as far as it likes
 * that. Thread-safe.
 */
final class DeliveryKeeper {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.webhook");

    private final ReceiverSettings settings;
    private final GuardedStore store;
    private final Executor threads;
    private final Next next;
    private final Queue<Coming> waiting = new ConcurrentLinkedQueue<>();
    private final Runnable some = this::keepSome;

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
        new Coming(body, delivery).run();
    }

    /** Keeps a delivery on one of the threads. */
    void keep(byte[] body, PendingDelivery delivery) {
        Coming coming = new Coming(body, delivery);
        boolean alone = store.batchSize() == 1;
        if (!alone) {
            waiting.add(coming);
        }
        try {
            threads.execute(alone ? coming : some);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            if (alone || waiting.remove(coming)) {
                coming.refuse();
            }
        }
    }

    /**
     * Refuses those that wait.
     *
     * @param tasks what the threads have not begun
     */
    void refuseAll(List<Runnable> tasks) {
        for (Runnable task : tasks) {
            if (task instanceof Coming coming) {
                coming.refuse();
            }
        }
        for (Coming coming = waiting.poll(); coming != null; coming = waiting.poll()) {
            coming.refuse();
        }
    }

    private void keepSome() {
        List<Coming> taken = new ArrayList<>();
        int most = store.batchSize();
        for (Coming coming = waiting.poll(); coming != null; coming = taken.size() < most ? waiting.poll() : null) {
            taken.add(coming);
        }
        if (taken.size() == 1) {
            taken.get(0).run();
        } else if (!taken.isEmpty()) {
            keepAll(taken.stream().filter(Coming::isReadable).toList());
        }
    }

    private void keepAll(List<Coming> readable) {
        try {
            List<Admission> admissions = store.admitAll(readable.stream()
                    .map(coming -> new Arrival(coming.key(), coming.body))
                    .toList());
            for (int i = 0; i < readable.size(); i++) {
                readable.get(i).admit(admissions.get(i));
            }
        } catch (Throwable e) {
            readable.forEach(coming -> coming.couldNotBeKept(e));
        }
    }

    private final class Coming implements Runnable {
        private final byte[] body;
        private final PendingDelivery pending;
        private @Nullable JobEvent event;

        Coming(byte[] body, PendingDelivery pending) {
            this.body = body;
            this.pending = pending;
        }

        @Override
        public void run() {
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
                } else if (admission instanceof Admission.Rejected rejected) {
                    couldNotBeKept(rejected.reason());
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
