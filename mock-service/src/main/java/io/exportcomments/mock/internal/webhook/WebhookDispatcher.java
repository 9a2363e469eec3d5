package io.exportcomments.mock.internal.webhook;

import io.exportcomments.mock.internal.jobs.Assumptions;
import io.exportcomments.mock.internal.schedule.DueTasks;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.webhook.DeliverySignature;
import io.exportcomments.mock.webhook.MockWebhook;
import io.exportcomments.mock.webhook.MockWebhook.Status;
import io.exportcomments.mock.webhook.MockWebhooks;
import io.exportcomments.mock.webhook.WebhookDelivery;
import io.exportcomments.mock.webhook.WebhookDelivery.Attempt;
import io.exportcomments.mock.webhook.WebhookDelivery.State;
import io.exportcomments.mock.webhook.WebhookEvent;
import io.exportcomments.mock.webhook.WebhookFaults;
import io.exportcomments.mock.webhook.WebhookSetup;
import io.exportcomments.mock.webhook.WebhookShape;
import io.vertx.core.AsyncResult;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All webhooks, and their deliveries from the event to the answer, under one lock. */
public final class WebhookDispatcher implements MockWebhooks, MockClock.Timed {

    private static final System.Logger LOG = System.getLogger(WebhookDispatcher.class.getName());
    private static final int KEPT = 10_000;
    private static final int EVENTS_KEPT = 100;

    private final MockClock clock;
    private final DeliverySender postman;
    private final DeliveryBody bodies;
    private final Consumer<WebhookDelivery> listener;
    private final Random random;
    private final WebhookFaultCounts faults = new WebhookFaultCounts(next -> run(() -> shuffle(next)));
    private final DueTasks agenda = new DueTasks();
    private final Map<UUID, WebhookState> hooks = new LinkedHashMap<>();
    private final Map<Long, DeliveryRecord> parcels = new LinkedHashMap<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final List<DeliveryRecord> held = new ArrayList<>();

    /** To be done when the lock is free again. */
    private final List<Runnable> afterwards = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Runnable scheduled = () -> {};
    private Duration answerWithin = Assumptions.DELIVERY_ANSWER;
    private int toHold;
    private int underWay;
    private long lastNumber;

    /** What happened, for samples. */
    private record Happening(WebhookEvent event, MockJob job, UUID id) {}

    /**
     * Without any webhook.
     *
     * @param jobJson makes the job object of the REST API
     * @param seed what made-up ids depend on
     * @param listener hears of every attempt that is over
     */
    public WebhookDispatcher(
            MockClock clock,
            DeliverySender postman,
            Function<MockJob, JsonObject> jobJson,
            long seed,
            Consumer<WebhookDelivery> listener) {
        this.clock = clock;
        this.postman = postman;
        this.bodies = new DeliveryBody(jobJson);
        this.random = new Random(seed);
        this.listener = listener;
    }

    /** Tells the webhooks of something that happened to a job. */
    public void publish(MockJobEvent event) {
        DeliveryBody.kind(event).ifPresent(kind -> run(() -> publish(kind, event.job())));
    }

    /** Has somebody told, outside the lock, that the next due time may have changed. */
    public void onSchedule(Runnable listening) {
        scheduled = listening;
    }

    /** The bodies of the newest events of a kind, newest first. */
    public List<String> samples(WebhookEvent event) {
        return locked(() -> {
            List<String> newest = new ArrayList<>();
            for (int i = happenings.size() - 1; i >= 0 && newest.size() < Assumptions.SAMPLE_EVENTS; i--) {
                Happening each = happenings.get(i);
                if (each.event == event) {
                    newest.add(bodies.of(WebhookShape.FULL, event, each.job, messageId(), each.id)
                            .encode());
                }
            }
            return newest;
        });
    }

    /** A secret for a webhook that comes without one. */
    public String newSecret() {
        return locked(() -> "whsec_" + hex(16));
    }

    /** Registers a webhook if there are fewer than so many; null when there are not. */
    public @Nullable MockWebhook registerWithin(int most, WebhookSetup setup) {
        return locked(() -> hooks.size() >= most ? null : add(setup).snapshot());
    }

    // ---- the program's ----

    @Override
    public List<MockWebhook> registered() {
        return locked(() -> hooks.values().stream().map(WebhookState::snapshot).toList());
    }

    @Override
    public MockWebhook register(WebhookSetup setup) {
        return locked(() -> add(setup).snapshot());
    }

    @Override
    public MockWebhook toggle(UUID webhook) {
        return locked(() -> {
            WebhookState hook = known(webhook);
            if (hook.status == Status.ENABLED) {
                end(hook, Status.DISABLED);
            } else {
                hook.status = Status.ENABLED;
                hook.failures = 0;
            }
            return hook.snapshot();
        });
    }

    @Override
    public void remove(UUID webhook) {
        run(() -> {
            end(known(webhook), Status.DISABLED);
            hooks.remove(webhook);
        });
    }

    @Override
    public List<WebhookDelivery> deliveries() {
        return locked(this::snapshots);
    }

    @Override
    public List<WebhookDelivery> await(Predicate<List<WebhookDelivery>> condition, Duration bound) {
        long left = bound.toNanos();
        lock.lock();
        try {
            List<WebhookDelivery> all = snapshots();
            while (!condition.test(all)) {
                if (left <= 0) {
                    throw new AssertionError("not so within " + bound + "; " + all.size() + " deliveries: " + all);
                }
                left = changed.awaitNanos(left);
                all = snapshots();
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a delivery", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void redeliver(long number) {
        run(() -> {
            DeliveryRecord parcel = parcels.get(number);
            if (parcel == null) {
                throw new IllegalArgumentException("there is no delivery " + number);
            }
            if (parcel.pending() || parcel.hook.status != Status.ENABLED) {
                throw new IllegalStateException(
                        parcel.pending() ? "delivery " + number + " is pending" : "its webhook is not enabled");
            }
            parcel.state = State.PENDING;
            parcel.copies = 1;
            parcel.tries = 0;
            enqueue(parcel);
        });
    }

    @Override
    public void answerWithin(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a time to answer must be positive, was " + time);
        }
        run(() -> answerWithin = time);
    }

    @Override
    public WebhookFaults faults() {
        return faults;
    }

    // ---- time ----

    @Override
    public @Nullable Instant nextDue() {
        lock.lock();
        try {
            return agenda.nextDue();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void runDue() {
        run(() -> agenda.runDue(clock.now()));
    }

    /** The same for a clock that is turned by hand, which waits at each time until all that was sent is answered. */
    public MockClock.Timed settling() {
        return new MockClock.Timed() {
            @Override
            public @Nullable Instant nextDue() {
                lock.lock();
                try {
                    return underWay > 0 ? clock.now() : agenda.nextDue();
                } finally {
                    lock.unlock();
                }
            }

            @Override
            public void runDue() {
                WebhookDispatcher.this.runDue();
                awaitAnswers();
            }
        };
    }

    /** Each attempt ends by itself in its time, so this does too. */
    private void awaitAnswers() {
        lock.lock();
        try {
            while (underWay > 0) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the answer to a delivery", e);
        } finally {
            lock.unlock();
        }
    }

    // ---- under the lock ----

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        List<Runnable> next;
        lock.lock();
        try {
            return work.get();
        } finally {
            changed.signalAll();
            next = List.copyOf(afterwards);
            afterwards.clear();
            lock.unlock();
            next.forEach(Runnable::run);
            scheduled.run();
        }
    }

    private void run(Runnable work) {
        locked(() -> {
            work.run();
            return null;
        });
    }

    private List<WebhookDelivery> snapshots() {
        return parcels.values().stream().map(DeliveryRecord::snapshot).toList();
    }

    private WebhookState known(UUID webhook) {
        WebhookState hook = hooks.get(webhook);
        if (hook == null) {
            throw new IllegalArgumentException("there is no webhook " + webhook);
        }
        return hook;
    }

    private WebhookState add(WebhookSetup setup) {
        WebhookState hook = new WebhookState(newId(), setup, clock.now());
        hooks.put(hook.uuid, hook);
        return hook;
    }

    private void publish(WebhookEvent event, MockJob job) {
        UUID id = newId();
        happenings.add(new Happening(event, job, id));
        if (happenings.size() > EVENTS_KEPT) {
            happenings.remove(0);
        }
        for (WebhookState hook : List.copyOf(hooks.values())) {
            if (hook.wants(event)) {
                hook.heard(clock.now());
                String messageId = messageId();
                JsonObject body = bodies.of(hook.setup.shape(), event, job, messageId, id);
                send(keep(new DeliveryRecord(++lastNumber, hook, event, job.guid(), messageId, body.toBuffer())));
            }
        }
    }

    private DeliveryRecord keep(DeliveryRecord parcel) {
        parcels.put(parcel.number, parcel);
        parcels.remove(parcel.number - KEPT);
        return parcel;
    }

    /** The way of a delivery to its webhook's queue, with what goes wrong on it. */
    private void send(DeliveryRecord parcel) {
        if (faults.lost.take()) {
            parcel.state = State.LOST;
            tell(parcel);
            return;
        }
        if (faults.doubled.take()) {
            parcel.copies = 2;
        }
        if (faults.delayed.take()) {
            agenda.add(clock.now().plus(faults.delay()), () -> enqueue(parcel));
        } else if (toHold > 0) {
            held.add(parcel);
            if (held.size() == toHold) {
                shuffle(0);
            }
        } else {
            enqueue(parcel);
        }
    }

    private void shuffle(int next) {
        List<DeliveryRecord> order = new ArrayList<>(held);
        while (order.size() > 1 && order.equals(held)) {
            Collections.shuffle(order, random);
        }
        held.clear();
        toHold = next;
        order.forEach(this::enqueue);
    }

    private void enqueue(DeliveryRecord parcel) {
        if (parcel.pending()) {
            parcel.hook.queue.add(parcel);
            next(parcel.hook);
        }
    }

    private void next(WebhookState hook) {
        DeliveryRecord parcel = hook.sending ? null : hook.queue.poll();
        if (parcel == null) {
            return;
        }
        hook.sending = true;
        underWay++;
        boolean forged = faults.forged.take();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "ExportComments-Mock");
        if (!faults.unsigned.take()) {
            String secret = forged ? hook.setup.secret() + "-wrong" : hook.setup.secret();
            headers.put(DeliverySignature.HEADER, DeliverySignature.of(secret, parcel.body.getBytes()));
        }
        Instant at = clock.now();
        Duration within = answerWithin;
        afterwards.add(() -> postman.post(hook.setup.url(), headers, parcel.body, within)
                .onComplete(answer -> run(() -> answered(parcel, attempt(at, answer, forged)))));
    }

    private static Attempt attempt(Instant at, AsyncResult<Integer> answer, boolean forged) {
        if (answer.succeeded()) {
            return new Attempt(at, answer.result(), null, forged);
        }
        Throwable cause = answer.cause();
        String message = cause.getMessage();
        return new Attempt(at, 0, message == null ? cause.getClass().getSimpleName() : message, forged);
    }

    private void answered(DeliveryRecord parcel, Attempt attempt) {
        WebhookState hook = parcel.hook;
        hook.sending = false;
        parcel.attempted(attempt);
        if (attempt.taken()) {
            hook.failures = 0;
            if (parcel.taken() && hook.status == Status.ENABLED) {
                hook.queue.addFirst(parcel);
            }
        } else {
            failed(hook, parcel);
        }
        tell(parcel);
        next(hook);
        afterwards.add(this::settled);
    }

    /** Only what the listener has been told of is over: who turns the clock by hand may look at what it heard. */
    private void settled() {
        lock.lock();
        try {
            underWay--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void failed(WebhookState hook, DeliveryRecord parcel) {
        hook.failures++;
        if (hook.status == Status.ENABLED && hook.failures >= Assumptions.FAILURES_UNTIL_SUSPENDED) {
            end(hook, Status.SUSPENDED);
        } else if (parcel.pending() && parcel.tries >= Assumptions.DELIVERY_ATTEMPTS) {
            parcel.state = State.GIVEN_UP;
        } else if (parcel.pending()) {
            agenda.add(clock.now().plus(backoff(parcel.tries)), () -> enqueue(parcel));
        }
    }

    private static Duration backoff(int tries) {
        Duration doubled = Assumptions.DELIVERY_BACKOFF.multipliedBy(1L << (tries - 1));
        Duration longest = Assumptions.DELIVERY_LONGEST_BACKOFF;
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    private void end(WebhookState hook, Status status) {
        hook.status = status;
        hook.queue.clear();
        for (DeliveryRecord parcel : parcels.values()) {
            if (parcel.hook == hook && parcel.pending()) {
                parcel.state = State.GIVEN_UP;
            }
        }
    }

    private void tell(DeliveryRecord parcel) {
        WebhookDelivery delivery = parcel.snapshot();
        afterwards.add(() -> {
            try {
                listener.accept(delivery);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "the delivery log failed on " + delivery.number(), e);
            }
        });
    }

    private UUID newId() {
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
    }

    private String messageId() {
        return "msg_" + hex(16);
    }

    private String hex(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }
}
