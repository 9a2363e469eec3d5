package io.exportcomments.mock.internal.webhook;

import io.exportcomments.mock.internal.schedule.Monitor;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.webhook.MockWebhook;
import io.exportcomments.mock.webhook.MockWebhook.Status;
import io.exportcomments.mock.webhook.MockWebhooks;
import io.exportcomments.mock.webhook.WebhookDelivery;
import io.exportcomments.mock.webhook.WebhookEvent;
import io.exportcomments.mock.webhook.WebhookFaults;
import io.exportcomments.mock.webhook.WebhookSetup;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The webhooks, and which of them is told of what. All state of webhooks and deliveries is under its one lock. */
public final class WebhookDispatcher implements MockWebhooks, MockClock.Timed {

    private final MockClock clock;
    private final DeliveryBody bodies;
    private final Supplier<String> origin;
    private final DeliveryIds ids;
    private final DeliveryQueue queue;
    private final RecentEvents recent = new RecentEvents();
    private final Map<UUID, WebhookState> webhooks = new LinkedHashMap<>();
    private final Monitor monitor = new Monitor();

    /**
     * Without any webhook.
     *
     * @param jobJson makes the job object of the REST API from the job and what links begin with
     * @param origin what links begin with where no request says it
     * @param seed what made-up ids depend on
     * @param listener hears of every attempt that is over
     */
    public WebhookDispatcher(
            MockClock clock,
            DeliverySender sender,
            BiFunction<MockJob, String, JsonObject> jobJson,
            Supplier<String> origin,
            long seed,
            Consumer<WebhookDelivery> listener) {
        Random random = new Random(seed);
        this.clock = clock;
        this.bodies = new DeliveryBody(jobJson);
        this.origin = origin;
        this.ids = new DeliveryIds(random);
        this.queue = new DeliveryQueue(clock, monitor, sender, random, listener);
    }

    /** Tells the webhooks of something that happened to a job. */
    public void publish(MockJobEvent event) {
        DeliveryBody.kind(event).ifPresent(kind -> monitor.run(() -> publish(kind, event.job())));
    }

    private void publish(WebhookEvent event, MockJob job) {
        UUID id = ids.uuid();
        recent.add(event, job, id);
        for (WebhookState webhook : List.copyOf(webhooks.values())) {
            if (webhook.wants(event)) {
                webhook.heard(clock.now());
                String messageId = ids.messageId();
                JsonObject body = bodies.of(webhook.setup.shape(), event, job, origin(job, webhook), messageId, id);
                queue.send(
                        new DeliveryRecord(queue.nextNumber(), webhook, event, job.guid(), messageId, body.toBuffer()));
            }
        }
    }

    /** What links begin with: as the client that created the job sees the service, or else the one that registered. */
    private String origin(MockJob job, WebhookState webhook) {
        String creator = job.origin();
        String registrar = webhook.origin;
        return creator != null ? creator : registrar != null ? registrar : origin.get();
    }

    /** Sets what runs, outside the lock, when the next due time may have changed. */
    public void onSchedule(Runnable listener) {
        monitor.afterChange(listener);
    }

    /** The bodies of the newest events of a kind, newest first. */
    public List<String> samples(WebhookEvent event, String forClient) {
        return monitor.call(() -> recent.samples(event, forClient, bodies, ids));
    }

    /** A secret for a webhook that comes without one. */
    public String newSecret() {
        return monitor.call(ids::secret);
    }

    /** Registers a webhook unless the limit is reached; null when it is. */
    public @Nullable MockWebhook registerWithin(int most, WebhookSetup setup, String forClient) {
        return monitor.<@Nullable MockWebhook>call(
                () -> webhooks.size() >= most ? null : add(setup, forClient).snapshot());
    }

    @Override
    public List<MockWebhook> registered() {
        return monitor.read(
                () -> webhooks.values().stream().map(WebhookState::snapshot).toList());
    }

    @Override
    public MockWebhook register(WebhookSetup setup) {
        return monitor.call(() -> add(setup, null).snapshot());
    }

    @Override
    public MockWebhook toggle(UUID uuid) {
        return monitor.call(() -> {
            WebhookState webhook = known(uuid);
            if (webhook.status == Status.ENABLED) {
                queue.end(webhook, Status.DISABLED);
            } else {
                webhook.status = Status.ENABLED;
                webhook.failures = 0;
            }
            return webhook.snapshot();
        });
    }

    @Override
    public void remove(UUID uuid) {
        monitor.run(() -> {
            queue.end(known(uuid), Status.DISABLED);
            webhooks.remove(uuid);
        });
    }

    private WebhookState add(WebhookSetup setup, @Nullable String registrar) {
        WebhookState webhook = new WebhookState(ids.uuid(), setup, registrar, clock.now());
        webhooks.put(webhook.uuid, webhook);
        return webhook;
    }

    private WebhookState known(UUID uuid) {
        WebhookState webhook = webhooks.get(uuid);
        if (webhook == null) {
            throw new IllegalArgumentException("there is no webhook " + uuid);
        }
        return webhook;
    }

    @Override
    public List<WebhookDelivery> deliveries() {
        return monitor.read(queue::snapshots);
    }

    @Override
    public List<WebhookDelivery> await(Predicate<List<WebhookDelivery>> condition, Duration bound) {
        return monitor.await(queue::snapshots, condition, bound, all -> all.size() + " deliveries: " + all);
    }

    @Override
    public void redeliver(long number) {
        monitor.run(() -> queue.sendAgain(number));
    }

    @Override
    public void answerWithin(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a time to answer must be positive, was " + time);
        }
        monitor.run(() -> queue.answerWithin(time));
    }

    @Override
    public WebhookFaults faults() {
        return queue.faults();
    }

    @Override
    public @Nullable Instant nextDue() {
        return monitor.<@Nullable Instant>read(queue::nextDue);
    }

    @Override
    public void runDue() {
        monitor.run(queue::runDue);
    }

    /** The same for a clock that is turned by hand, which waits at each time until all that was sent is answered. */
    public MockClock.Timed settling() {
        return new MockClock.Timed() {
            @Override
            public @Nullable Instant nextDue() {
                return monitor.<@Nullable Instant>read(() -> queue.underWay() > 0 ? clock.now() : queue.nextDue());
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
        try {
            monitor.awaitUnbounded(() -> queue.underWay() == 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the answer to a delivery", e);
        }
    }
}
