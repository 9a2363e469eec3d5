package io.exportcomments.update.webhook;

import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.event.ClientEvent.DeliveryHandled;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.job.JobEvent;
import io.exportcomments.update.webhook.DeliveryStore.Admission;
import io.exportcomments.update.webhook.DeliveryStore.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A delivery's way: its signature is checked where it comes in, so that strangers take no room; it is decoded and kept by one pair of
 * threads, and handled by others, so that slow handlers delay no answer.
 */
final class Intake implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.webhook");
    private static final int KEEPING_THREADS = 2;
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final long DRAIN_SECONDS = 10;

    private final ReceiverSettings settings;
    private final Followers followers;
    private final Semaphore room;
    private final ReceiverThreads keeping = new ReceiverThreads("intake", KEEPING_THREADS);
    private final @Nullable ReceiverThreads own;
    private final Executor handling;
    private final Replay replay;
    private final AtomicBoolean closed = new AtomicBoolean();

    Intake(ReceiverSettings settings, int threads, @Nullable Executor executor, Followers followers) {
        this.settings = settings;
        this.followers = followers;
        this.room = new Semaphore(settings.maxPending());
        if (executor == null) {
            ReceiverThreads handlers = new ReceiverThreads("handler", threads);
            this.own = handlers;
            this.handling = handlers;
        } else {
            this.own = null;
            this.handling = executor;
        }
        this.replay = new Replay(settings, keeping, this::replayed);
        replay.begin();
    }

    int maxBodyBytes() {
        return settings.maxBodyBytes();
    }

    CompletableFuture<WebhookAnswer> receive(Collection<String> signatures, byte[] received) {
        if (closed.get()) {
            return refused(DeliveryOutcome.BUSY, WebhookAnswer.BUSY);
        }
        if (received.length > settings.maxBodyBytes()) {
            return refused(DeliveryOutcome.TOO_LARGE, WebhookAnswer.TOO_LARGE);
        }
        // What is decoded later must be the bytes that were verified.
        byte[] body = received.clone();
        if (!settings.verifier().verify(body, signatures)) {
            return refused(DeliveryOutcome.REFUSED, WebhookAnswer.UNSIGNED);
        }
        if (!room.tryAcquire()) {
            return refused(DeliveryOutcome.BUSY, WebhookAnswer.BUSY);
        }
        return keep(body);
    }

    private CompletableFuture<WebhookAnswer> refused(DeliveryOutcome outcome, WebhookAnswer answer) {
        tell(outcome);
        return CompletableFuture.completedFuture(answer);
    }

    private CompletableFuture<WebhookAnswer> keep(byte[] body) {
        Keeping delivery = new Keeping(body);
        try {
            keeping.execute(delivery);
        } catch (RejectedExecutionException justClosed) {
            delivery.refuse();
        }
        return delivery.passage.answer;
    }

    /** Somebody may be handling it, and may fail: where the service keeps it until then, it has to ask again. */
    private WebhookAnswer repeated(Admission.Known known) {
        return known.handled() || !settings.answerWhenHandled() ? WebhookAnswer.TAKEN : WebhookAnswer.BUSY;
    }

    private void take(Claim claim, JobEvent event, Passage passage) {
        followers.tell(event);
        if (!settings.answerWhenHandled()) {
            passage.answer.complete(WebhookAnswer.TAKEN);
        }
        handle(new Handling(claim, event, passage));
    }

    private void handle(Handling delivery) {
        try {
            handling.execute(delivery);
        } catch (RejectedExecutionException e) {
            delivery.giveBack(FIRST_PAUSE);
        }
    }

    /** Handles what the store has from before, as far as there is room. */
    private int replayed(int most) {
        int count = 0;
        while (count < most && !closed.get() && room.tryAcquire()) {
            Passage passage = new Passage(false);
            Claim claim = claimOne(passage);
            if (claim == null) {
                break;
            }
            count++;
            decodeAgain(claim, passage);
        }
        return count;
    }

    private @Nullable Claim claimOne(Passage passage) {
        try {
            Instant now = now();
            for (Claim claim : settings.store().claimDue(1, now, leased(now))) {
                return claim;
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The store of deliveries does not answer; it is asked again", e);
        }
        passage.leave();
        return null;
    }

    private void decodeAgain(Claim claim, Passage passage) {
        try {
            JobEvent event = settings.codec().decodeWebhook(claim.body());
            followers.tell(event);
            handle(new Handling(claim, event, passage));
        } catch (UnreadableAnswerException e) {
            putAside(claim, e);
            passage.end(DeliveryOutcome.UNREADABLE, WebhookAnswer.UNREADABLE);
        }
    }

    private void putAside(Claim claim, Throwable cause) {
        LOG.log(
                System.Logger.Level.ERROR,
                "Delivery " + claim + ", is put aside: see the cause, and have it sent again or handle it by hand",
                cause);
        inStore(claim, () -> settings.store().putAside(claim, now()));
    }

    private boolean inStore(Claim claim, Runnable change) {
        // An interruption is for the handler; a database may break by it.
        boolean interrupted = Thread.interrupted();
        try {
            change.run();
            return true;
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The store of deliveries does not answer; delivery " + claim + ", will be handled again",
                    e);
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void tell(DeliveryOutcome outcome) {
        try {
            settings.listener().heard(new DeliveryHandled(outcome));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A listener failed", e);
        }
    }

    private Instant now() {
        return settings.time().now();
    }

    private Instant leased(Instant now) {
        return now.plus(settings.lease());
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        replay.close();
        awaitWhatWasTaken();
        for (Runnable waiting : keeping.stop()) {
            if (waiting instanceof Keeping delivery) {
                delivery.refuse();
            }
        }
        if (own != null) {
            for (Runnable waiting : own.stop()) {
                ((Handling) waiting).giveBack(Duration.ZERO);
            }
        }
        if (settings.time() instanceof RealTime mine) {
            mine.close();
        }
    }

    private void awaitWhatWasTaken() {
        if (ReceiverThreads.isCurrent()) {
            return;
        }
        try {
            if (room.tryAcquire(settings.maxPending(), DRAIN_SECONDS, TimeUnit.SECONDS)) {
                room.release(settings.maxPending());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A delivery's place in the receiver, and its answer. */
    private final class Passage {
        private final CompletableFuture<WebhookAnswer> answer = new CompletableFuture<>();
        private final AtomicBoolean left = new AtomicBoolean();
        /** Whether the service waits for the answer, and not only the store for the end. */
        private final boolean awaited;

        Passage(boolean awaited) {
            this.awaited = awaited;
        }

        void end(DeliveryOutcome outcome, WebhookAnswer last) {
            tell(outcome);
            answer.complete(last);
            leave();
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                room.release();
            }
        }
    }

    /** The keeping of one delivery. */
    private final class Keeping implements Runnable {
        private final byte[] body;
        private final Passage passage = new Passage(true);

        Keeping(byte[] body) {
            this.body = body;
        }

        @Override
        public void run() {
            try {
                admit(settings.codec().decodeWebhook(body));
            } catch (UnreadableAnswerException e) {
                LOG.log(System.Logger.Level.WARNING, "A delivery that the service signed can't be read", e);
                passage.end(DeliveryOutcome.UNREADABLE, WebhookAnswer.UNREADABLE);
            } catch (Throwable e) {
                LOG.log(System.Logger.Level.ERROR, "A delivery could not be kept; the service will send it again", e);
                refuse();
            }
        }

        private void admit(JobEvent event) {
            Instant now = now();
            Admission admission = settings.store().admit(DeliveryKey.of(event, body), body, now, leased(now));
            if (admission instanceof Admission.Claimed claimed) {
                take(claimed.claim(), event, passage);
            } else if (admission instanceof Admission.Known known) {
                passage.end(DeliveryOutcome.REPEATED, repeated(known));
            } else {
                refuse();
            }
        }

        void refuse() {
            passage.end(DeliveryOutcome.BUSY, WebhookAnswer.BUSY);
        }
    }

    /** The handling of one delivery. */
    private final class Handling implements Runnable {
        private final Claim claim;
        private final JobEvent event;
        private final Passage passage;

        Handling(Claim claim, JobEvent event, Passage passage) {
            this.claim = claim;
            this.event = event;
            this.passage = passage;
        }

        @Override
        public void run() {
            try {
                if (isStillMine()) {
                    settings.handler().handle(event);
                    done();
                }
            } catch (InterruptedException e) {
                giveBack(Duration.ZERO);
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                failed(e);
            } finally {
                passage.answer.complete(WebhookAnswer.BUSY);
                passage.leave();
            }
        }

        /** It may have waited here for longer than the claim lasted. */
        private boolean isStillMine() {
            return settings.store().renew(claim, leased(now()));
        }

        private void done() {
            if (inStore(claim, () -> settings.store().done(claim, now()))) {
                passage.end(DeliveryOutcome.HANDLED, WebhookAnswer.TAKEN);
            }
        }

        private void failed(Throwable error) {
            tell(DeliveryOutcome.FAILED);
            if (settings.answerWhenHandled() && passage.awaited) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The handler failed on delivery " + claim + "; the service will send it again",
                        error);
                inStore(claim, () -> settings.store().forget(claim));
            } else if (claim.attempt() >= MOST_ATTEMPTS) {
                putAside(claim, error);
            } else {
                Duration pause = pause(claim.attempt());
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The handler failed on delivery " + claim + "; it is tried again in " + pause,
                        error);
                giveBack(pause);
            }
        }

        private Duration pause(int attempt) {
            Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, MOST_ATTEMPTS));
            return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }

        void giveBack(Duration pause) {
            inStore(claim, () -> settings.store().release(claim, now().plus(pause)));
            passage.answer.complete(WebhookAnswer.BUSY);
            passage.leave();
            replay.within(pause);
        }
    }
}
