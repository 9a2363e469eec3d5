package io.exportcomments.mock.internal.webhook;

import io.exportcomments.mock.internal.jobs.Assumptions;
import io.exportcomments.mock.internal.schedule.DueTasks;
import io.exportcomments.mock.internal.schedule.Monitor;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.webhook.DeliverySignature;
import io.exportcomments.mock.webhook.MockWebhook.Status;
import io.exportcomments.mock.webhook.WebhookDelivery;
import io.exportcomments.mock.webhook.WebhookDelivery.Attempt;
import io.exportcomments.mock.webhook.WebhookDelivery.State;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends deliveries, for each webhook one after the other, until they are taken. Guarded by the dispatcher's lock. */
final class DeliveryQueue {

    private static final System.Logger LOG = System.getLogger(DeliveryQueue.class.getName());
    private static final int KEPT = 10_000;

    private final MockClock clock;
    private final Monitor monitor;
    private final DeliverySender sender;
    private final Consumer<WebhookDelivery> listener;
    private final Random random;
    private final WebhookFaultCounts faults;
    private final DueTasks due = new DueTasks();
    private final Map<Long, DeliveryRecord> deliveries = new LinkedHashMap<>();
    private final List<DeliveryRecord> held = new ArrayList<>();
    private Duration answerWithin = Assumptions.DELIVERY_ANSWER;
    private int toHold;
    private int underWay;
    private long lastNumber;

    /** The listener hears, outside the lock, of every attempt that is over. */
    DeliveryQueue(
            MockClock clock,
            Monitor monitor,
            DeliverySender sender,
            Random random,
            Consumer<WebhookDelivery> listener) {
        this.clock = clock;
        this.monitor = monitor;
        this.sender = sender;
        this.random = random;
        this.listener = listener;
        this.faults = new WebhookFaultCounts(next -> monitor.run(() -> shuffle(next)));
    }

    WebhookFaultCounts faults() {
        return faults;
    }

    List<WebhookDelivery> snapshots() {
        return deliveries.values().stream().map(DeliveryRecord::snapshot).toList();
    }

    void answerWithin(Duration time) {
        answerWithin = time;
    }

    @Nullable Instant nextDue() {
        return due.nextDue();
    }

    void runDue() {
        due.runDue(clock.now());
    }

    /** How many attempts are not over. */
    int underWay() {
        return underWay;
    }

    long nextNumber() {
        return ++lastNumber;
    }

    /** Sends a new delivery to its webhook, with what goes wrong on the way. */
    void send(DeliveryRecord delivery) {
        deliveries.put(delivery.number, delivery);
        deliveries.remove(delivery.number - KEPT);
        if (faults.lost.take()) {
            delivery.state = State.LOST;
            tell(delivery);
            return;
        }
        if (faults.doubled.take()) {
            delivery.copies = 2;
        }
        if (faults.delayed.take()) {
            due.add(clock.now().plus(faults.delay()), () -> enqueue(delivery));
        } else if (toHold > 0) {
            held.add(delivery);
            if (held.size() == toHold) {
                shuffle(0);
            }
        } else {
            enqueue(delivery);
        }
    }

    void sendAgain(long number) {
        DeliveryRecord delivery = deliveries.get(number);
        if (delivery == null) {
            throw new IllegalArgumentException("there is no delivery " + number);
        }
        if (delivery.pending()) {
            throw new IllegalStateException("delivery " + number + " is pending");
        }
        if (delivery.webhook.status != Status.ENABLED) {
            throw new IllegalStateException("the webhook of delivery " + number + " is not enabled");
        }
        delivery.state = State.PENDING;
        delivery.copies = 1;
        delivery.tries = 0;
        enqueue(delivery);
    }

    /** Gives up what a webhook has still to get. */
    void end(WebhookState webhook, Status status) {
        webhook.status = status;
        webhook.queue.clear();
        for (DeliveryRecord delivery : deliveries.values()) {
            if (delivery.webhook == webhook && delivery.pending()) {
                delivery.state = State.GIVEN_UP;
            }
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

    private void enqueue(DeliveryRecord delivery) {
        if (delivery.pending()) {
            delivery.webhook.queue.add(delivery);
            next(delivery.webhook);
        }
    }

    private void next(WebhookState webhook) {
        DeliveryRecord delivery = webhook.sending ? null : webhook.queue.poll();
        if (delivery == null) {
            return;
        }
        webhook.sending = true;
        underWay++;
        boolean forged = faults.forged.take();
        Map<String, String> headers = headers(delivery, forged);
        Instant at = clock.now();
        Duration within = answerWithin;
        monitor.afterwards(() -> sender.post(webhook.setup.url(), headers, delivery.body, within)
                .onComplete(answer -> monitor.run(() -> answered(delivery, attempt(at, answer, forged)))));
    }

    private Map<String, String> headers(DeliveryRecord delivery, boolean forged) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "ExportComments-Mock");
        if (!faults.unsigned.take()) {
            String secret = delivery.webhook.setup.secret() + (forged ? "-wrong" : "");
            headers.put(DeliverySignature.HEADER, DeliverySignature.of(secret, delivery.body.getBytes()));
        }
        return headers;
    }

    private static Attempt attempt(Instant at, AsyncResult<Integer> answer, boolean forged) {
        if (answer.succeeded()) {
            return new Attempt(at, answer.result(), null, forged);
        }
        Throwable cause = answer.cause();
        String message = cause.getMessage();
        return new Attempt(at, 0, message == null ? cause.getClass().getSimpleName() : message, forged);
    }

    private void answered(DeliveryRecord delivery, Attempt attempt) {
        WebhookState webhook = delivery.webhook;
        webhook.sending = false;
        delivery.attempted(attempt);
        if (attempt.taken()) {
            webhook.failures = 0;
            if (delivery.taken() && webhook.status == Status.ENABLED) {
                webhook.queue.addFirst(delivery);
            }
        } else {
            failed(webhook, delivery);
        }
        tell(delivery);
        next(webhook);
        // Only what the listener has been told of is over: who turns the clock by hand may look at what it heard.
        monitor.afterwards(() -> monitor.run(() -> underWay--));
    }

    private void failed(WebhookState webhook, DeliveryRecord delivery) {
        webhook.failures++;
        if (webhook.status == Status.ENABLED && webhook.failures >= Assumptions.FAILURES_UNTIL_SUSPENDED) {
            end(webhook, Status.SUSPENDED);
        } else if (delivery.pending() && delivery.tries >= Assumptions.DELIVERY_ATTEMPTS) {
            delivery.state = State.GIVEN_UP;
        } else if (delivery.pending()) {
            due.add(clock.now().plus(backoff(delivery.tries)), () -> enqueue(delivery));
        }
    }

    private static Duration backoff(int tries) {
        Duration doubled = Assumptions.DELIVERY_BACKOFF.multipliedBy(1L << (tries - 1));
        Duration longest = Assumptions.DELIVERY_LONGEST_BACKOFF;
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    private void tell(DeliveryRecord delivery) {
        WebhookDelivery snapshot = delivery.snapshot();
        monitor.afterwards(() -> {
            try {
                listener.accept(snapshot);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "the delivery log failed on " + snapshot.number(), e);
            }
        });
    }
}
