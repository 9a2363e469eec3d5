package io.exportcomments.mock.webhook;

import java.time.Duration;

/**
 * What goes wrong with deliveries. A count is of those to come from now on, and replaces the one set before; 0 takes it
 * back and {@link Integer#MAX_VALUE} means all. Safe for use by many threads.
 *
 * <pre>{@code
 * mock.webhooks().faults().doubleDeliveries(1);
 * mock.webhooks().faults().signWrongly(2);
 * }</pre>
 */
public interface WebhookFaults {

    /** Deliveries are never sent. */
    void loseDeliveries(int next);

    /** Deliveries that were taken are sent once more. */
    void doubleDeliveries(int next);

    /**
     * So many deliveries are held back, and sent in another order when the last of them is there.
     *
     * @param next at least 2, or 0 to send at once what is held
     */
    void shuffleDeliveries(int next);

    /** Deliveries are sent later by the mock's clock, and later ones may overtake them. */
    void delayDeliveries(int next, Duration delay);

    /**
     * What is sent has a wrong signature; counts every sending, so one that is refused is signed rightly the next
     * time.
     */
    void signWrongly(int next);

    /** What is sent has no signature; counts every sending. */
    void leaveUnsigned(int next);

    /**
     * Takes all of this back, and sends at once what is held for shuffling. What is delayed still comes in its time.
     */
    void clear();
}
