package io.exportcomments.update.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.exportcomments.testkit.webhook.WebhookSigner;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread that is interrupted while it closes a receiver does not wait for what was taken, and nothing is lost. */
@Timeout(60)
class ClosedInAHurryTest {
    private static final String SECRET = "whsec_for_tests";
    private static final WebhookSigner SIGNER = WebhookSigner.of(SECRET);

    private final VirtualTimekeeper time = new VirtualTimekeeper();
    private final LinkedBlockingQueue<String> handled = new LinkedBlockingQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean hangs = true;

    private WebhookReceiver.Builder builder() {
        return WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .threads(1)
                .lease(Duration.ofDays(1))
                .timekeeper(time)
                .handler(event -> {
                    if (hangs) {
                        begun.countDown();
                        new CountDownLatch(1).await();
                    }
                    handled.add(event.messageId().orElseThrow());
                });
    }

    private static CompletableFuture<WebhookAnswer> send(WebhookReceiver receiver, String id) {
        byte[] body = WebhookReceiverTest.finished(id);
        return receiver.receive(List.of(SIGNER.sign(body)), body);
    }

    private static void closeInterrupted(WebhookReceiver receiver) {
        Thread.currentThread().interrupt();
        receiver.close();
        assertThat(Thread.interrupted()).as("the interruption is kept").isTrue();
    }

    /** What a handler gives back after the receiver was reopened is found by the look now and then. */
    private String nextHandled() throws InterruptedException {
        String next = null;
        for (int tries = 0; next == null && tries < 2_000; tries++) {
            time.advance(Duration.ofSeconds(1));
            next = handled.poll(10, TimeUnit.MILLISECONDS);
        }
        return next;
    }

    @Test
    void whatIsHandledAndWhatWaitsIsHandledOnceTheReceiverIsReopened() throws Exception {
        try (WebhookReceiver receiver = builder().build()) {
            time.advance(Duration.ZERO);
            assertThat(send(receiver, "1").get(20, TimeUnit.SECONDS)).isEqualTo(WebhookAnswer.TAKEN);
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(send(receiver, "2").get(20, TimeUnit.SECONDS)).isEqualTo(WebhookAnswer.TAKEN);

            closeInterrupted(receiver);
            assertThat(time.waiting()).as("timers of a closed receiver").isZero();
            hangs = false;
            receiver.reopen();

            Set<String> both = new TreeSet<>();
            both.add(nextHandled());
            both.add(nextHandled());
            assertThat(both).containsExactly("1", "2");
        }
    }

    @Test
    void whoWaitsForAHandlerIsAnswered() throws Exception {
        try (WebhookReceiver receiver = builder().answerWhenHandled().build()) {
            CompletableFuture<WebhookAnswer> first = send(receiver, "1");
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<WebhookAnswer> second = send(receiver, "2");

            closeInterrupted(receiver);

            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(WebhookAnswer.BUSY);
            assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(WebhookAnswer.BUSY);
        }
    }
}
