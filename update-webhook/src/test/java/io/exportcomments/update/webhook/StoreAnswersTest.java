package io.exportcomments.update.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.event.ClientEvent.DeliveryHandled;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.exportcomments.testkit.webhook.WebhookSigner;
import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.InMemoryDeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the store says when it is asked again decides whether a delivery is handled, and is answered as handled. */
@Timeout(60)
class StoreAnswersTest {
    private static final String SECRET = "whsec_for_tests";
    private static final WebhookSigner SIGNER = WebhookSigner.of(SECRET);

    private final VirtualTimekeeper time = new VirtualTimekeeper();
    private final InMemoryDeliveryStore memory = InMemoryDeliveryStore.create();
    private final Map<String, Callable<Object>> instead = new HashMap<>();
    private final List<Object> handled = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<DeliveryOutcome> outcomes = new LinkedBlockingQueue<>();

    /** A store in memory, some of whose methods do something else. */
    private DeliveryStore store() {
        return (DeliveryStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DeliveryStore.class}, (proxy, method, arguments) -> {
                    Callable<Object> other = instead.get(method.getName());
                    if (other != null) {
                        return other.call();
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private WebhookReceiver.Builder builder() {
        return WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .handler(handled::add)
                .store(store())
                .answerWhenHandled()
                .timekeeper(time)
                .listener(event -> {
                    if (event instanceof DeliveryHandled delivery) {
                        outcomes.add(delivery.outcome());
                    }
                });
    }

    private static WebhookAnswer send(WebhookReceiver.Builder setup) throws Exception {
        byte[] body = WebhookReceiverTest.finished("1");
        try (WebhookReceiver receiver = setup.build()) {
            return receiver.receive(List.of(SIGNER.sign(body)), body).get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatSomebodyElseHasByNowIsNotHandledHere() throws Exception {
        instead.put("renew", () -> false);
        WebhookReceiver.Builder slow = builder().executor(task -> {
            time.advance(Duration.ofSeconds(2));
            task.run();
        });

        assertThat(send(slow)).isEqualTo(WebhookAnswer.BUSY);
        assertThat(handled).isEmpty();
    }

    @Test
    void whatCouldNotBeNotedAsHandledIsNotAnsweredAsHandled() throws Exception {
        instead.put("done", () -> {
            throw new IllegalStateException("as the test wants it");
        });

        assertThat(send(builder())).isEqualTo(WebhookAnswer.BUSY);
        assertThat(handled).hasSize(1);
        assertThat(outcomes).isEmpty();
    }

    /** It is meant for the handler and for whoever lent the thread; a database may break by it. */
    @Test
    void theStoreIsAskedWithoutAnInterruptionThatIsKeptForTheThread() throws Exception {
        CompletableFuture<Boolean> forTheStore = new CompletableFuture<>();
        CompletableFuture<Boolean> afterwards = new CompletableFuture<>();
        instead.put("done", () -> {
            forTheStore.complete(Thread.currentThread().isInterrupted());
            return null;
        });
        WebhookReceiver.Builder lent = builder()
                .handler(event -> Thread.currentThread().interrupt())
                .executor(task -> {
                    task.run();
                    afterwards.complete(Thread.interrupted());
                });

        assertThat(send(lent)).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(forTheStore.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(afterwards.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aHandlerThatFailsForGoodIsNotCalledAgainWhateverTimePasses() throws Exception {
        memory.admit("id:1", WebhookReceiverTest.finished("1"), time.now(), time.now());
        for (int attempt = 2; attempt < 20; attempt++) {
            assertThat(memory.claimDue(1, time.now(), time.now())).hasSize(1);
        }
        List<Object> calls = new CopyOnWriteArrayList<>();
        try (WebhookReceiver receiver = builder()
                .handler(event -> {
                    calls.add(event);
                    throw new IllegalStateException("as the test wants it");
                })
                .build()) {
            assertThat(receiver).isNotNull();
            DeliveryOutcome outcome = null;
            for (int tries = 0; outcome == null && tries < 2_000; tries++) {
                time.advance(Duration.ZERO);
                outcome = outcomes.poll(10, TimeUnit.MILLISECONDS);
            }
            assertThat(outcome).isEqualTo(DeliveryOutcome.FAILED);
        }
        assertThat(calls).hasSize(1);
        assertThat(memory.claimDue(1, time.now().plus(Duration.ofDays(1)), time.now()))
                .isEmpty();
    }

    /** A program closes its database with the receiver, and need not be warned that it is gone. */
    @ParameterizedTest
    @CsvSource({"true, FINE", "false, WARNING"})
    void aStoreThatIsGoneIsWarnedOfAsLongAsTheReceiverIsOpen(boolean closed, String level) throws Exception {
        Logger logger = Logger.getLogger("io.exportcomments.webhook");
        Filter before = logger.getFilter();
        LinkedBlockingQueue<LogRecord> lines = new LinkedBlockingQueue<>();
        logger.setFilter(line -> !lines.add(line));
        logger.setLevel(Level.ALL);
        try {
            WebhookReceiver receiver = builder().build();
            instead.put("prune", () -> {
                if (closed) {
                    receiver.close();
                }
                throw new IllegalStateException("as the test wants it");
            });
            time.advance(Duration.ZERO);
            LogRecord line = lines.poll(20, TimeUnit.SECONDS);
            assertThat(line.getMessage()).contains("could not be forgotten");
            assertThat(line.getLevel()).isEqualTo(Level.parse(level));
            receiver.close();
        } finally {
            logger.setLevel(null);
            logger.setFilter(before);
        }
    }
}
