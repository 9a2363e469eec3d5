package io.exportcomments.update.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientEvent.DeliveryHandled;
import io.exportcomments.event.ClientEvent.PushIgnored;
import io.exportcomments.event.ClientEvent.SourceChanged;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.job.JobEvent;
import io.exportcomments.testkit.update.LibraryThreads;
import io.exportcomments.testkit.webhook.WebhookSigner;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.webhook.internal.WebhookSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A receiver that is opened again while another thread still closes it. */
@Timeout(60)
class ReopenedMeanwhileTest {
    private static final String SECRET = "whsec_for_tests";
    private static final WebhookSigner SIGNER = WebhookSigner.of(SECRET);

    private final CountDownLatch handling = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final BlockingQueue<DeliveryOutcome> outcomes = new LinkedBlockingQueue<>();
    private final BlockingQueue<SourceChanged> changes = new LinkedBlockingQueue<>();
    private volatile boolean failsOnce;

    private void handle(JobEvent event) throws InterruptedException {
        if (failsOnce) {
            failsOnce = false;
            throw new IllegalStateException("not now");
        }
        handling.countDown();
        mayEnd.await();
    }

    private void heard(ClientEvent event) {
        if (event instanceof DeliveryHandled delivery
                && delivery.outcome() != DeliveryOutcome.BUSY
                && delivery.outcome() != DeliveryOutcome.REFUSED) {
            outcomes.add(delivery.outcome());
        }
    }

    private WebhookReceiver receiver() {
        return WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .handler(this::handle)
                .listener(this::heard)
                .build();
    }

    private static WebhookAnswer send(WebhookReceiver receiver, String id) throws Exception {
        byte[] body = WebhookReceiverTest.finished(id);
        return receiver.receive(List.of(SIGNER.sign(body)), body).get(20, TimeUnit.SECONDS);
    }

    /** Closes it by another thread, which waits for the handler. */
    private CompletableFuture<Void> closing(WebhookReceiver receiver) throws Exception {
        assertThat(send(receiver, "1")).isEqualTo(WebhookAnswer.TAKEN);
        handling.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(receiver::close);
        while (receiver.receive(List.of(), new byte[0]).join() != WebhookAnswer.BUSY) {
            Thread.onSpinWait();
        }
        return closing;
    }

    @Test
    void isOpenWhateverTheOtherThreadStillCloses() throws Exception {
        Set<Thread> before = LibraryThreads.now();
        WebhookReceiver receiver = receiver();
        WebhookSource source = new WebhookSource(receiver.sources(), event -> {
            if (event instanceof SourceChanged change) {
                changes.add(change);
            }
        });
        receiver.sources().add(source);
        CompletableFuture<Void> closing = closing(receiver);

        receiver.reopen();
        mayEnd.countDown();
        closing.get(20, TimeUnit.SECONDS);
        outcomes.clear();

        failsOnce = true;
        assertThat(send(receiver, "3")).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(outcomes.poll(20, TimeUnit.SECONDS)).isEqualTo(DeliveryOutcome.FAILED);
        assertThat(outcomes.poll(20, TimeUnit.SECONDS)).as("it has its timer").isEqualTo(DeliveryOutcome.HANDLED);
        assertThat(changes).as("its sources are as open as it is").isEmpty();
        receiver.close();
        assertThat(changes).hasSize(1);
        assertThat(LibraryThreads.leftAfter(Duration.ofSeconds(5), before)).isEmpty();
    }

    @Test
    void aSourceThatIsAddedWhileAnotherIsToldHearsWhatComesFromThenOn() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        WebhookReceiver receiver = receiver();
        receiver.sources().add(new WebhookSource(receiver.sources(), event -> {
            if (event instanceof SourceChanged) {
                told.countDown();
                awaitEnd();
            }
        }));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(receiver::close);
        told.await();
        receiver.reopen();
        BlockingQueue<ClientEvent> heard = new LinkedBlockingQueue<>();
        WebhookSource late = new WebhookSource(receiver.sources(), heard::add);
        receiver.sources().add(late);

        byte[] body = "{\"event\":\"export.finished\",\"message_id\":\"1\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(receiver.receive(List.of(SIGNER.sign(body)), body).get(20, TimeUnit.SECONDS))
                .isEqualTo(WebhookAnswer.TAKEN);
        assertThat(heard).as("told before the answer").containsExactly(new PushIgnored("webhook", "no-job"));
        late.close();
        mayEnd.countDown();
        closing.get(20, TimeUnit.SECONDS);
        receiver.close();
        assertThat(heard).as("it was closed, and is not in the list any more").hasSize(1);
    }

    private void awaitEnd() {
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoeverClosesItTooWaitsForWhatWasTaken() throws Exception {
        WebhookReceiver receiver = receiver();
        CompletableFuture<Void> closing = closing(receiver);

        CompletableFuture<Void> second = CompletableFuture.runAsync(receiver::close);
        assertThat(second).isNotDone();
        mayEnd.countDown();
        second.get(20, TimeUnit.SECONDS);

        assertThat(outcomes).contains(DeliveryOutcome.HANDLED);
        closing.get(20, TimeUnit.SECONDS);
    }
}
