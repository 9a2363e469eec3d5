package io.exportcomments.update.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.exportcomments.testkit.webhook.WebhookSigner;
import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.InMemoryDeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store, or a handler, that does not come back holds the threads of a server for a bounded time. */
@Timeout(60)
class StuckStoreTest {
    private static final String SECRET = "whsec_for_tests";
    private static final WebhookSigner SIGNER = WebhookSigner.of(SECRET);

    private final VirtualTimekeeper time = new VirtualTimekeeper();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final LinkedBlockingQueue<Object> handled = new LinkedBlockingQueue<>();

    private WebhookReceiver.Builder builder() {
        return WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .handler(handled::add)
                .timekeeper(time);
    }

    /** Takes nothing until it is let go, whoever interrupts it. */
    private DeliveryStore stuckStore() {
        InMemoryDeliveryStore memory = InMemoryDeliveryStore.create();
        return (DeliveryStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DeliveryStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("admit")) {
                        awaitUninterrupted();
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void awaitUninterrupted() {
        boolean interrupted = false;
        while (true) {
            try {
                stuck.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A server's thread that brings a delivery. */
    private CompletableFuture<WebhookAnswer> bring(WebhookReceiver receiver) {
        CompletableFuture<WebhookAnswer> answer = new CompletableFuture<>();
        Thread server = new Thread(() -> {
            byte[] body = WebhookReceiverTest.finished("1");
            try {
                answer.complete(receiver.receive(List.of(SIGNER.sign(body)), new ByteArrayInputStream(body)));
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        server.setDaemon(true);
        server.start();
        return answer;
    }

    /** One is for the receiver's own look at its store. */
    private void awaitTwoTimers() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (time.waiting() < 2) {
            assertThat(System.nanoTime()).as("two timers").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void aDeliveryThatIsNotKeptIsAnsweredAndHandledLaterAllTheSame() throws Exception {
        try (WebhookReceiver receiver = builder().store(stuckStore()).build()) {
            time.advance(Duration.ZERO);
            CompletableFuture<WebhookAnswer> answer = bring(receiver);
            awaitTwoTimers();
            time.advance(Duration.ofMillis(9_999));
            assertThat(answer).isNotDone();
            time.advance(Duration.ofMillis(1));
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(WebhookAnswer.BUSY);
            stuck.countDown();
            assertThat(handled.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(bring(receiver).get(20, TimeUnit.SECONDS)).isEqualTo(WebhookAnswer.TAKEN);
        }
        assertThat(handled).isEmpty();
    }

    @Test
    void aDeliveryThatIsKeptInTimeLeavesNoTimer() throws Exception {
        try (WebhookReceiver receiver = builder().store(stuckStore()).build()) {
            time.advance(Duration.ZERO);
            CompletableFuture<WebhookAnswer> answer = bring(receiver);
            awaitTwoTimers();
            stuck.countDown();
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(WebhookAnswer.TAKEN);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (time.waiting() > 1) {
                assertThat(System.nanoTime()).as("one timer").isLessThan(end);
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aHandlerThatDoesNotComeBackHasTheServiceAskAgain() throws Exception {
        WebhookReceiver.Builder setup = builder().answerWhenHandled().handler(event -> {
            awaitUninterrupted();
            handled.add(event);
        });
        try (WebhookReceiver receiver = setup.build()) {
            time.advance(Duration.ZERO);
            CompletableFuture<WebhookAnswer> answer = bring(receiver);
            awaitTwoTimers();
            time.advance(Duration.ofMinutes(1));
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(WebhookAnswer.BUSY);
            stuck.countDown();
            assertThat(handled.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(handled).isEmpty();
    }
}
