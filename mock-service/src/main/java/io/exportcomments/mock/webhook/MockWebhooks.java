package io.exportcomments.mock.webhook;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The mock's webhooks, from inside. They are registered here, by the builder, or by management calls; what is
 * registered here goes past the plan's limit, but counts there. Safe for use by many threads.
 *
 * <p>Deliveries of one webhook are sent one after the other, in the order of their events unless faults or retries
 * change it. When each is due depends on the mock's clock; how long a receiver takes to answer is real time. Turning
 * a clock that is turned by hand waits for the answers to all that was sent, so when the turn is over their outcome
 * is known.
 *
 * <pre>{@code
 * mock.webhooks().register(WebhookSetup.of(URI.create("http://127.0.0.1:9000/hook"), "whsec_test"));
 * mock.webhooks().faults().doubleDeliveries(1);
 * mock.webhooks().await(all -> all.stream().anyMatch(d -> d.attempts().size() == 2), Duration.ofSeconds(5));
 * }</pre>
 */
public interface MockWebhooks {

    /** The webhooks that there are, in order of registration. */
    List<MockWebhook> registered();

    /** Registers a webhook, enabled. */
    MockWebhook register(WebhookSetup setup);

    /**
     * Disables a webhook that is enabled, and enables one that is disabled or suspended.
     *
     * @throws IllegalArgumentException when there is none with this id
     */
    MockWebhook toggle(UUID webhook);

    /**
     * Deletes a webhook.
     *
     * @throws IllegalArgumentException when there is none with this id
     */
    void remove(UUID webhook);

    /** The newest 10,000 deliveries as they stand now, in order of their events. */
    List<WebhookDelivery> deliveries();

    /**
     * Waits, in real time, until the deliveries fulfil a condition, and returns them.
     *
     * @throws AssertionError when the bound is over; it shows the deliveries
     */
    List<WebhookDelivery> await(Predicate<List<WebhookDelivery>> condition, Duration bound);

    /** Waits, in real time, until no delivery is pending, and returns all. */
    default List<WebhookDelivery> awaitIdle(Duration bound) {
        return await(all -> all.stream().noneMatch(d -> d.state() == WebhookDelivery.State.PENDING), bound);
    }

    /**
     * Sends a delivery again, whatever came of it, as one more coming of the same message.
     *
     * @param number of the delivery
     * @throws IllegalArgumentException when there is none with this number
     * @throws IllegalStateException when it is pending, or its webhook is not enabled
     */
    void redeliver(long number);

    /** How long receivers have to answer from now on, in real time; without this, 10 s. */
    void answerWithin(Duration time);

    /** What goes wrong. */
    WebhookFaults faults();
}
