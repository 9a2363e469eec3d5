package io.exportcomments.update.webhook.internal;

import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.job.JobEvent;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Claim;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import java.time.Duration;

/** Has the program's handler handle one delivery, once; what fails is given back to the store, and comes again. */
final class HandlerRun implements Runnable {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.webhook");
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** How old a claim may be at most to be as good as new, and which part of the lease. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final int FRESH_PART = 10;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Surroundings surroundings;
    private final Claim claim;
    private final JobEvent event;
    private final PendingDelivery delivery;

    /** What all runs of a receiver share. */
    interface Surroundings {
        ReceiverSettings settings();

        GuardedStore store();

        /** The handler is done with it: it ends once the store knows. */
        void handled(Claim claim, PendingDelivery delivery);

        void tell(DeliveryOutcome outcome);

        /** Something is due again after this time. */
        void dueIn(Duration pause);
    }

    HandlerRun(Surroundings surroundings, Claim claim, JobEvent event, PendingDelivery delivery) {
        this.surroundings = surroundings;
        this.claim = claim;
        this.event = event;
        this.delivery = delivery;
    }

    @Override
    public void run() {
        if (isHandled()) {
            surroundings.handled(claim, delivery);
        } else {
            delivery.leave(WebhookAnswer.BUSY);
        }
    }

    private boolean isHandled() {
        try {
            // It may have waited here for longer than the claim lasted.
            if (isFresh() || surroundings.store().renew(claim)) {
                surroundings.settings().handler().handle(event);
                return true;
            }
        } catch (InterruptedException e) {
            giveBack(Duration.ZERO);
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            failed(e);
        }
        return false;
    }

    /**
     * The claim is younger than the delivery's way through the receiver, and nobody else can have it before the lease
     * ends.
     */
    private boolean isFresh() {
        ReceiverSettings settings = surroundings.settings();
        long age = settings.time().nanoTime() - delivery.since();
        return age <= Math.min(FRESH.toNanos(), settings.lease().toNanos() / FRESH_PART);
    }

    private void failed(Throwable error) {
        surroundings.tell(DeliveryOutcome.FAILED);
        if (surroundings.settings().answerWhenHandled() && delivery.isAwaited()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The handler failed on delivery " + claim + "; the service will send it again",
                    error);
            surroundings.store().forget(claim);
        } else if (claim.attempt() >= MOST_ATTEMPTS) {
            surroundings.store().putAside(claim, error);
        } else {
            Duration pause = pause(claim.attempt());
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The handler failed on delivery " + claim + "; it is tried again in " + pause,
                    error);
            giveBack(pause);
        }
    }

    private static Duration pause(int attempt) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, MOST_ATTEMPTS));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** There was no thread for it. */
    void reject() {
        giveBack(FIRST_PAUSE);
    }

    void giveBack(Duration pause) {
        surroundings.store().release(claim, pause);
        delivery.leave(WebhookAnswer.BUSY);
        surroundings.dueIn(pause);
    }
}
