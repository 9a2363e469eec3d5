package io.exportcomments.update.webhook.internal;

import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Claim;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Has the store know what was handled: whoever comes while nobody does so tells it, and goes on with what comes
 * meanwhile, all at once as far as the store likes that; the others need not wait. Thread-safe.
 */
final class HandledNotes {
    private final GuardedStore store;
    private final SerialExecutor turns = new SerialExecutor();
    private final Queue<Handled> waiting = new ConcurrentLinkedQueue<>();

    private record Handled(Claim claim, PendingDelivery delivery) {
        /** Ends it: what the store does not know as handled comes again. */
        void end(boolean known) {
            if (known) {
                delivery.end(DeliveryOutcome.HANDLED, WebhookAnswer.TAKEN);
            } else {
                delivery.leave(WebhookAnswer.BUSY);
            }
        }
    }

    HandledNotes(GuardedStore store) {
        this.store = store;
    }

    /** A delivery was handled. It ends once the store knows, perhaps by another thread. */
    void add(Claim claim, PendingDelivery delivery) {
        Handled handled = new Handled(claim, delivery);
        if (store.batchSize() == 1) {
            handled.end(store.done(claim));
            return;
        }
        waiting.add(handled);
        turns.execute(this::noteSome);
    }

    private void noteSome() {
        List<Handled> some = new ArrayList<>();
        int most = store.batchSize();
        for (Handled next = waiting.poll(); next != null; next = some.size() < most ? waiting.poll() : null) {
            some.add(next);
        }
        if (!some.isEmpty()) {
            boolean known = store.doneAll(some.stream().map(Handled::claim).toList());
            some.forEach(handled -> handled.end(known));
        }
    }
}
