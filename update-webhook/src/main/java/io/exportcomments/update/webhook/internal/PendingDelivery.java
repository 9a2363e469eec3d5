package io.exportcomments.update.webhook.internal;

import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A delivery on its way through the receiver: the room that it takes, and the answer to it. Thread-safe. */
final class PendingDelivery {
    private final Semaphore room;
    private final Consumer<DeliveryOutcome> outcomes;
    private final long since;
    private final boolean awaited;
    private final CompletableFuture<WebhookAnswer> answer = new CompletableFuture<>();
    private final AtomicBoolean left = new AtomicBoolean();

    /**
     * A delivery that has taken its place already.
     *
     * @param room where it gives the place back
     * @param since when that was, as nanoseconds of the receiver's time
     * @param awaited whether the service waits for the answer; otherwise the delivery comes from the store
     */
    PendingDelivery(Semaphore room, Consumer<DeliveryOutcome> outcomes, long since, boolean awaited) {
        this.room = room;
        this.outcomes = outcomes;
        this.since = since;
        this.awaited = awaited;
    }

    long since() {
        return since;
    }

    boolean isAwaited() {
        return awaited;
    }

    CompletableFuture<WebhookAnswer> answer() {
        return answer;
    }

    void answer(WebhookAnswer given) {
        answer.complete(given);
    }

    void end(DeliveryOutcome outcome, WebhookAnswer last) {
        outcomes.accept(outcome);
        leave(last);
    }

    /** Gives the place back; the answer is this one, if there is none yet. */
    void leave(WebhookAnswer last) {
        answer.complete(last);
        leave();
    }

    void leave() {
        if (left.compareAndSet(false, true)) {
            room.release();
        }
    }
}
