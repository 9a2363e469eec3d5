package io.exportcomments.update.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.event.ClientEvent.DeliveryHandled;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.exportcomments.update.webhook.delivery.InMemoryDeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a store has from before is handled by a receiver that is opened over it. */
@Timeout(60)
class DueAtTheStartTest {
    private final VirtualTimekeeper time = new VirtualTimekeeper();
    private final InMemoryDeliveryStore store = InMemoryDeliveryStore.create();
    private final LinkedBlockingQueue<DeliveryOutcome> outcomes = new LinkedBlockingQueue<>();

    private WebhookReceiver open() {
        return WebhookReceiver.builder()
                .secret(WebhookSecret.of("whsec_for_tests"))
                .handler(event -> {})
                .store(store)
                .timekeeper(time)
                .listener(event -> {
                    if (event instanceof DeliveryHandled delivery) {
                        outcomes.add(delivery.outcome());
                    }
                })
                .build();
    }

    private void isDue(String key, byte[] body) {
        store.admit(key, body, time.now(), time.now());
    }

    private DeliveryOutcome nextOutcome() throws InterruptedException {
        DeliveryOutcome next = null;
        for (int tries = 0; next == null && tries < 2_000; tries++) {
            time.advance(Duration.ZERO);
            next = outcomes.poll(10, TimeUnit.MILLISECONDS);
        }
        return next;
    }

    @Test
    void allOfVeryManyAreHandledAtOnce() throws Exception {
        for (int i = 0; i < 250; i++) {
            isDue("id:" + i, WebhookReceiverTest.finished(String.valueOf(i)));
        }
        try (WebhookReceiver receiver = open()) {
            assertThat(receiver).isNotNull();
            for (int i = 0; i < 250; i++) {
                assertThat(nextOutcome()).as("%s", i).isEqualTo(DeliveryOutcome.HANDLED);
            }
        }
    }

    @Test
    void oneThatCannotBeReadIsPutAsideAndHoldsUpNoOther() throws Exception {
        isDue("id:1", new byte[] {'{'});
        isDue("id:2", WebhookReceiverTest.finished("2"));
        try (WebhookReceiver receiver = open()) {
            assertThat(receiver).isNotNull();
            assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.UNREADABLE);
            assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.HANDLED);
        }
        assertThat(store.claimDue(
                        10, time.now().plus(Duration.ofDays(1)), time.now().plus(Duration.ofDays(2))))
                .as("what comes again")
                .isEmpty();
    }
}
