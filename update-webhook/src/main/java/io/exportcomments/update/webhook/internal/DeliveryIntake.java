package io.exportcomments.update.webhook.internal;

import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.event.ClientEvent.DeliveryHandled;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.job.JobEvent;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Claim;
import io.exportcomments.update.webhook.delivery.InMemoryDeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A delivery's way: its signature is checked where it comes in, so that strangers take up no room; it is decoded and
 * kept by one pair of threads, and handled by others, so that slow handlers delay no answer. Thread-safe.
 */
public final class DeliveryIntake implements AutoCloseable, HandlerRun.Surroundings {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.webhook");
    private static final int KEEPING_THREADS = 2;
    private static final long DRAIN_SECONDS = 10;

    /** The thread of a server is not held for longer by a store that does not answer. */
    private static final Duration LONGEST_KEEPING = Duration.ofSeconds(10);

    private static final Duration LONGEST_HANDLING = Duration.ofSeconds(60);

    private final ReceiverSettings settings;
    private final WebhookSources sources;
    private final GuardedStore store;
    private final Semaphore room;
    private final ReceiverThreads keeping = new ReceiverThreads("intake", KEEPING_THREADS);
    private final DeliveryKeeper keeper;
    private final HandledNotes notes;
    private final @Nullable ReceiverThreads own;
    private final Executor handling;
    private final StoreScan scan;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Map<Timekeeper.Timer, CompletableFuture<WebhookAnswer>> waitedFor = new ConcurrentHashMap<>();
    /** Made once, as each delivery needs it. */
    private final Consumer<DeliveryOutcome> outcomes = this::tell;

    /**
     * An intake that takes deliveries at once.
     *
     * @param threads how many threads of its own call the handler, if there is no executor
     * @param executor calls the handler; borrowed
     */
    public DeliveryIntake(ReceiverSettings settings, int threads, @Nullable Executor executor, WebhookSources sources) {
        this.settings = settings;
        this.sources = sources;
        this.store = new GuardedStore(settings);
        this.keeper = new DeliveryKeeper(settings, store, keeping, this::take);
        this.notes = new HandledNotes(store);
        this.room = new Semaphore(settings.maxPending());
        if (executor == null) {
            ReceiverThreads handlers = new ReceiverThreads("handler", threads);
            this.own = handlers;
            this.handling = handlers;
        } else {
            this.own = null;
            this.handling = executor;
        }
        this.scan = new StoreScan(settings, keeping, this::handleDue);
    }

    /** Begins to handle what the store has from before. */
    void begin() {
        scan.begin();
    }

    /** Takes a delivery. The future is completed once it is kept or, where the settings say so, once it is handled. */
    public CompletableFuture<WebhookAnswer> receive(Collection<String> signatures, byte[] body) {
        // What is decoded later must be the bytes that were verified.
        return receive(signatures, isTooLong(body) ? body : body.clone(), false);
    }

    /**
     * The same for a thread that waits for the answer. A store in memory does not block, so that there it keeps the
     * delivery itself, unless an executor was lent, which may call the handler where it is asked to; a database could
     * break when the thread is interrupted, and must not have as many clients as the server has threads. Where it is
     * not answered for long, the answer is that there is no room, and it goes on as if it had been taken.
     *
     * @param body is not changed any more
     */
    public CompletableFuture<WebhookAnswer> receiveHere(Collection<String> signatures, byte[] body) {
        CompletableFuture<WebhookAnswer> answer =
                receive(signatures, body, own != null && settings.store() instanceof InMemoryDeliveryStore);
        if (!answer.isDone()) {
            bound(answer);
        }
        return answer;
    }

    private void bound(CompletableFuture<WebhookAnswer> answer) {
        Duration longest = settings.answerWhenHandled() ? LONGEST_HANDLING : LONGEST_KEEPING;
        Timekeeper.Timer timer = settings.time().schedule(longest, () -> {
            if (answer.complete(WebhookAnswer.BUSY)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "A delivery was not " + (settings.answerWhenHandled() ? "handled" : "kept") + " within "
                                + longest.toSeconds() + " s; the service will send it again");
            }
        });
        waitedFor.put(timer, answer);
        answer.whenComplete((given, never) -> {
            timer.cancel();
            waitedFor.remove(timer);
        });
    }

    private boolean isTooLong(byte[] body) {
        return body.length > settings.maxBodyBytes();
    }

    private CompletableFuture<WebhookAnswer> receive(Collection<String> signatures, byte[] body, boolean here) {
        if (closed.get()) {
            return refused(DeliveryOutcome.BUSY, WebhookAnswer.BUSY);
        }
        if (isTooLong(body)) {
            return refused(DeliveryOutcome.TOO_LARGE, WebhookAnswer.TOO_LARGE);
        }
        if (!settings.verifier().verify(body, signatures)) {
            return refused(DeliveryOutcome.REFUSED, WebhookAnswer.UNSIGNED);
        }
        if (!room.tryAcquire()) {
            return refused(DeliveryOutcome.BUSY, WebhookAnswer.BUSY);
        }
        if (closed.get()) {
            // Closing waits for who has room by then, and for nobody who comes after.
            room.release();
            return refused(DeliveryOutcome.BUSY, WebhookAnswer.BUSY);
        }
        PendingDelivery delivery = pending(true);
        if (here) {
            keeper.keepHere(body, delivery);
        } else {
            keeper.keep(body, delivery);
        }
        return delivery.answer();
    }

    private CompletableFuture<WebhookAnswer> refused(DeliveryOutcome outcome, WebhookAnswer answer) {
        tell(outcome);
        return CompletableFuture.completedFuture(answer);
    }

    private PendingDelivery pending(boolean awaited) {
        return new PendingDelivery(room, outcomes, settings.time().nanoTime(), awaited);
    }

    private void take(Claim claim, JobEvent event, PendingDelivery delivery) {
        sources.tell(event);
        if (!settings.answerWhenHandled()) {
            delivery.answer(WebhookAnswer.TAKEN);
        }
        handle(claim, event, delivery);
    }

    private void handle(Claim claim, JobEvent event, PendingDelivery delivery) {
        HandlerRun run = new HandlerRun(this, claim, event, delivery);
        try {
            handling.execute(run);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            run.reject();
        }
    }

    /** Handles what is due in the store, as far as there is room; says how much it was. */
    private int handleDue(int most) {
        int count = 0;
        while (count < most && !closed.get() && room.tryAcquire()) {
            PendingDelivery delivery = pending(false);
            try {
                Claim claim = store.claimDue();
                if (claim == null) {
                    delivery.leave();
                    break;
                }
                count++;
                decodeAgain(claim, delivery);
            } catch (RuntimeException | Error e) {
                delivery.leave();
                throw e;
            }
        }
        return count;
    }

    private void decodeAgain(Claim claim, PendingDelivery delivery) {
        try {
            JobEvent event = settings.codec().decodeWebhook(claim.body());
            sources.tell(event);
            handle(claim, event, delivery);
        } catch (UnreadableAnswerException e) {
            store.putAside(claim, e);
            delivery.end(DeliveryOutcome.UNREADABLE, WebhookAnswer.UNREADABLE);
        }
    }

    @Override
    public ReceiverSettings settings() {
        return settings;
    }

    @Override
    public GuardedStore store() {
        return store;
    }

    @Override
    public void handled(Claim claim, PendingDelivery delivery) {
        notes.add(claim, delivery);
    }

    @Override
    public void dueIn(Duration pause) {
        scan.within(pause);
    }

    @Override
    public void tell(DeliveryOutcome outcome) {
        try {
            settings.listener().heard(new DeliveryHandled(outcome));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A listener failed", e);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        scan.close();
        awaitWhatWasTaken();
        keeper.refuseAll(keeping.stop());
        if (own != null) {
            for (Runnable waiting : own.stop()) {
                ((HandlerRun) waiting).giveBack(Duration.ZERO);
            }
        }
        waitedFor.values().forEach(answer -> answer.complete(WebhookAnswer.BUSY));
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
}
