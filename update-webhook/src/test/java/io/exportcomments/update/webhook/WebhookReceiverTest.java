package io.exportcomments.update.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientEvent.DeliveryHandled;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.job.JobEvent;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.exportcomments.testkit.update.LibraryThreads;
import io.exportcomments.testkit.webhook.WebhookSigner;
import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.InMemoryDeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookReceiverTest {
    private static final String SECRET = "whsec_for_tests";
    private static final WebhookSigner SIGNER = WebhookSigner.of(SECRET);

    private final VirtualTimekeeper time = new VirtualTimekeeper();
    private final LinkedBlockingQueue<DeliveryOutcome> outcomes = new LinkedBlockingQueue<>();
    private final List<JobEvent> handled = new CopyOnWriteArrayList<>();
    private final List<WebhookReceiver> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(WebhookReceiver::close);
    }

    private WebhookReceiver.Builder builder() {
        return WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .handler(handled::add)
                .timekeeper(time)
                .listener(this::heard);
    }

    private void heard(ClientEvent event) {
        if (event instanceof DeliveryHandled delivery) {
            outcomes.add(delivery.outcome());
        }
    }

    private WebhookReceiver open(WebhookReceiver.Builder setup) {
        WebhookReceiver receiver = setup.build();
        opened.add(receiver);
        time.advance(Duration.ZERO);
        awaitTimer(Duration.ofSeconds(30));
        return receiver;
    }

    static byte[] finished(String messageId) {
        return ("{\"event\":\"export.finished\",\"message_id\":\"" + messageId + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static WebhookAnswer send(WebhookReceiver receiver, byte[] body) throws Exception {
        return receiver.receive(List.of(SIGNER.sign(body)), body).get(20, TimeUnit.SECONDS);
    }

    private DeliveryOutcome nextOutcome() throws InterruptedException {
        return outcomes.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void theListenerHearsWhatBecomesOfEachDelivery() throws Exception {
        WebhookReceiver receiver = open(builder().maxBodyBytes(100));

        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.HANDLED);
        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.REPEATED);
        assertThat(receiver.receive(List.of(), finished("2")).join()).isEqualTo(WebhookAnswer.UNSIGNED);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.REFUSED);
        assertThat(send(receiver, new byte[] {'{'})).isEqualTo(WebhookAnswer.UNREADABLE);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.UNREADABLE);
        assertThat(send(receiver, new byte[101])).isEqualTo(WebhookAnswer.TOO_LARGE);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.TOO_LARGE);
        receiver.close();
        assertThat(send(receiver, finished("3"))).isEqualTo(WebhookAnswer.BUSY);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.BUSY);
        assertThat(handled).hasSize(1);
    }

    @Test
    void aThreadThatWaitsKeepsTheDeliveryItselfWhereTheStoreIsInMemory() throws Exception {
        List<Thread> keepers = new CopyOnWriteArrayList<>();
        WebhookReceiver receiver = open(builder().listener(event -> {
            keepers.add(Thread.currentThread());
            heard(event);
        }));
        byte[] unreadable = {'{'};

        assertThat(receiver.receive(List.of(SIGNER.sign(unreadable)), new ByteArrayInputStream(unreadable)))
                .isEqualTo(WebhookAnswer.UNREADABLE);
        assertThat(send(receiver, unreadable)).isEqualTo(WebhookAnswer.UNREADABLE);

        assertThat(keepers).hasSize(2);
        assertThat(keepers.get(0)).isSameAs(Thread.currentThread());
        assertThat(keepers.get(1)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void aThreadThatWaitsIsAnsweredBeforeTheHandlerWhateverExecutorCallsThat() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        WebhookReceiver receiver =
                open(builder().executor(Runnable::run).handler(event -> answered.await(20, TimeUnit.SECONDS)));
        byte[] body = finished("1");

        WebhookAnswer answer = receiver.receive(List.of(SIGNER.sign(body)), new ByteArrayInputStream(body));

        assertThat(answer).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(outcomes).isEmpty();
        answered.countDown();
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.HANDLED);
    }

    @Test
    void whatComesWhileTheReceiverIsClosedIsNotTaken() throws Exception {
        WebhookReceiver receiver = open(builder());
        byte[] body = finished("1");
        Collection<String> closing = new AbstractCollection<>() {
            @Override
            public Iterator<String> iterator() {
                receiver.close();
                return List.of(SIGNER.sign(body)).iterator();
            }

            @Override
            public int size() {
                return 1;
            }
        };

        assertThat(receiver.receive(closing, new ByteArrayInputStream(body))).isEqualTo(WebhookAnswer.BUSY);

        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.BUSY);
        receiver.reopen();
        assertThat(send(receiver, body)).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.HANDLED);
    }

    @Test
    void aClosedReceiverTakesDeliveriesAgainOnceItIsReopened() throws Exception {
        WebhookReceiver receiver = open(builder());
        send(receiver, finished("1"));
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.HANDLED);
        receiver.close();
        assertThat(send(receiver, finished("2"))).isEqualTo(WebhookAnswer.BUSY);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.BUSY);
        receiver.reopen();
        receiver.reopen();

        assertThat(send(receiver, finished("2"))).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.HANDLED);
        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(nextOutcome()).as("what it knew, it still knows").isEqualTo(DeliveryOutcome.REPEATED);
    }

    @Test
    void aReceiverOnItsOwnTimeLeavesNoThreadWhenItIsClosedAgain() throws Exception {
        Set<Thread> before = LibraryThreads.now();
        WebhookReceiver receiver = WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .handler(handled::add)
                .listener(this::heard)
                .build();
        receiver.close();
        receiver.reopen();
        send(receiver, finished("1"));
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.HANDLED);
        receiver.close();

        assertThat(LibraryThreads.leftAfter(Duration.ofSeconds(5), before)).isEmpty();
    }

    @Test
    void aBodyThatIsChangedAfterwardsIsHandledAsItWasVerified() throws Exception {
        byte[] body = finished("1");
        WebhookReceiver receiver = open(builder());
        CompletableFuture<WebhookAnswer> answer = receiver.receive(List.of(SIGNER.sign(body)), body);
        java.util.Arrays.fill(body, (byte) ' ');
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.HANDLED);
    }

    @Test
    void aDeliveryWithoutAMessageIdIsKnownByItsBody() throws Exception {
        WebhookReceiver receiver = open(builder());
        byte[] body = "{\"event\":\"export.created\",\"url\":\"a\"}".getBytes(StandardCharsets.UTF_8);
        byte[] other = "{\"event\":\"export.created\",\"url\":\"b\"}".getBytes(StandardCharsets.UTF_8);
        for (byte[] each : List.of(body, other, body, other)) {
            assertThat(send(receiver, each)).isEqualTo(WebhookAnswer.TAKEN);
            nextOutcome();
        }
        assertThat(handled).hasSize(2);
    }

    @Test
    void oddMessageIdsAreToldApart() throws Exception {
        WebhookReceiver receiver = open(builder());
        List<String> ids = List.of("a", "A", " a", "é", "e", "x".repeat(300), "x".repeat(301), "\\u0000", "?");
        for (String id : ids) {
            assertThat(send(receiver, finished(id))).isEqualTo(WebhookAnswer.TAKEN);
            assertThat(nextOutcome()).as(id).isEqualTo(DeliveryOutcome.HANDLED);
        }
        assertThat(handled).hasSize(ids.size());
    }

    @Test
    void aFailedHandlerIsCalledAgainLaterAndLater_andADuplicateInBetweenChangesNothing() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        WebhookReceiver receiver = open(builder().handler(event -> {
            if (calls.incrementAndGet() < 4) {
                throw new java.io.IOException("The mail server is away");
            }
            handled.add(event);
        }));
        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
        for (int pause = 1; pause <= 4; pause *= 2) {
            assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.FAILED);
            awaitTimer(Duration.ofSeconds(pause));
            assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
            assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.REPEATED);
            int before = calls.get();
            time.advance(Duration.ofSeconds(pause).minusMillis(1));
            assertThat(calls).hasValue(before);
            time.advance(Duration.ofMillis(1));
        }
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.HANDLED);
        assertThat(handled).hasSize(1);
        assertThat(calls).hasValue(4);
    }

    /** A handler's failure is told before its pause is set. */
    private void awaitTimer(Duration atMost) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (time.untilNext().filter(next -> next.compareTo(atMost) <= 0).isEmpty()) {
            assertThat(System.nanoTime()).as("a timer within " + atMost).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void aHandlerThatFailsForGoodIsPutAsideAfterTwentyAttempts() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        WebhookReceiver receiver = open(builder().lease(Duration.ofDays(1)).handler(event -> {
            calls.incrementAndGet();
            throw new AssertionError("never");
        }));
        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
        for (int i = 1; i <= 20; i++) {
            DeliveryOutcome next = outcomes.poll(10, TimeUnit.MILLISECONDS);
            while (next == null) {
                time.advance(Duration.ofMinutes(10));
                next = outcomes.poll(10, TimeUnit.MILLISECONDS);
            }
            assertThat(next).as("%s", i).isEqualTo(DeliveryOutcome.FAILED);
        }
        time.advance(Duration.ofHours(3));
        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.REPEATED);
        assertThat(calls).hasValue(20);
    }

    @Test
    void answeringWhenHandledLeavesFailuresToTheService() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        InMemoryDeliveryStore store = InMemoryDeliveryStore.create();
        WebhookReceiver receiver =
                open(builder().store(store).answerWhenHandled().handler(event -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                }));
        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.BUSY);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.FAILED);
        assertThat(store.size()).as("ids that are kept").isZero();
        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.HANDLED);
        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.REPEATED);
        assertThat(calls).hasValue(2);
    }

    @Test
    void answeringWhenHandledTellsTheSecondToAskAgainWhileTheFirstIsHandled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        WebhookReceiver receiver = open(builder().answerWhenHandled().handler(event -> {
            begun.countDown();
            release.await();
        }));
        byte[] body = finished("1");
        CompletableFuture<WebhookAnswer> first = receiver.receive(List.of(SIGNER.sign(body)), body);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(send(receiver, body)).isEqualTo(WebhookAnswer.BUSY);
        assertThat(first).isNotDone();
        release.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(WebhookAnswer.TAKEN);
    }

    @Test
    void whenFullItIsBusyAndKeepsNothing() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        InMemoryDeliveryStore store = InMemoryDeliveryStore.create();
        WebhookReceiver receiver =
                open(builder().store(store).threads(1).maxPending(3).handler(event -> release.await()));
        for (int i = 0; i < 3; i++) {
            assertThat(send(receiver, finished("m" + i))).isEqualTo(WebhookAnswer.TAKEN);
        }
        assertThat(send(receiver, finished("m3"))).isEqualTo(WebhookAnswer.BUSY);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.BUSY);
        assertThat(store.size()).isEqualTo(3);
        assertThat(receiver.receive(List.of("00".repeat(32)), finished("m3")).join())
                .as("a stranger learns nothing")
                .isEqualTo(WebhookAnswer.UNSIGNED);
        release.countDown();
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.REFUSED);
        for (int i = 0; i < 3; i++) {
            assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.HANDLED);
        }
        awaitTaken(receiver, finished("m3"));
    }

    /** Room is made just after the listener heard. */
    private static void awaitTaken(WebhookReceiver receiver, byte[] body) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (send(receiver, body) != WebhookAnswer.TAKEN) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    @Test
    void aStoreThatIsOutOfOrderMakesItBusy() throws Exception {
        WebhookReceiver receiver = open(builder().store(new BrokenStore()));
        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.BUSY);
        assertThat(handled).isEmpty();
    }

    @Test
    void anExecutorThatTakesNothingLosesNothing() throws Exception {
        losesNothing(task -> {
            throw new RejectedExecutionException("full");
        });
    }

    @Test
    void anExecutorThatHasNoThreadLosesNothing() throws Exception {
        losesNothing(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
    }

    private void losesNothing(Executor atFirst) throws Exception {
        AtomicInteger tasks = new AtomicInteger();
        WebhookReceiver receiver = open(builder().executor(task -> {
            if (tasks.incrementAndGet() == 1) {
                atFirst.execute(task);
            }
            task.run();
        }));
        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
        awaitTimer(Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(1));
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.HANDLED);
    }

    @Test
    void anExecutorThatFailsOnWhatIsDueStopsNeitherTheLooksIntoTheStoreNorTakesUpRoom() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        WebhookReceiver receiver =
                open(builder().maxPending(1).lease(Duration.ofSeconds(10)).executor(task -> {
                    switch (calls.incrementAndGet()) {
                        case 1 -> throw new RejectedExecutionException("full");
                        case 2 -> throw new OutOfMemoryError("unable to create a thread, as the test wants it");
                        default -> task.run();
                    }
                }));
        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
        awaitTimer(Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(1));
        DeliveryOutcome next = null;
        for (int seconds = 0; next == null && seconds < 1_000; seconds++) {
            time.advance(Duration.ofSeconds(1));
            next = outcomes.poll(10, TimeUnit.MILLISECONDS);
        }
        assertThat(next).isEqualTo(DeliveryOutcome.HANDLED);
    }

    @Test
    void closingWaitsForWhatWasTakenAndLeavesNoThread() throws Exception {
        Set<Thread> before = LibraryThreads.now();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        WebhookReceiver receiver = WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .threads(1)
                .handler(event -> {
                    begun.countDown();
                    release.await();
                    handled.add(event);
                })
                .build();
        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(send(receiver, finished("2"))).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(receiver::close);
        while (send(receiver, finished("3")) != WebhookAnswer.BUSY) {
            Thread.onSpinWait();
        }
        release.countDown();
        closing.get(20, TimeUnit.SECONDS);

        assertThat(handled).hasSizeGreaterThanOrEqualTo(2);
        assertThat(LibraryThreads.leftAfter(Duration.ofSeconds(5), before)).isEmpty();
    }

    @Test
    void aHandlerMayCloseTheReceiver() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        List<WebhookReceiver> itself = new CopyOnWriteArrayList<>();
        WebhookReceiver receiver = open(builder().handler(event -> {
            itself.get(0).close();
            closed.complete(null);
        }));
        itself.add(receiver);
        long before = System.nanoTime();
        send(receiver, finished("1"));
        closed.get(20, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void aStreamIsReadNoFurtherThanAllowed() throws Exception {
        WebhookReceiver receiver = open(builder().maxBodyBytes(10));
        ByteArrayInputStream endless = new ByteArrayInputStream(new byte[1_000]);
        assertThat(receiver.receive(List.of(), endless)).isEqualTo(WebhookAnswer.TOO_LARGE);
        assertThat(endless.available()).isEqualTo(989);
    }

    @Test
    void aBodyMayBeAsLongAsAllowed() throws Exception {
        byte[] body = finished("1");
        WebhookReceiver receiver = open(builder().maxBodyBytes(body.length));
        assertThat(send(receiver, body)).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(receiver.receive(List.of(SIGNER.sign(body)), new ByteArrayInputStream(body)))
                .isEqualTo(WebhookAnswer.TAKEN);
    }

    @Test
    void aListenerThatFailsChangesNothing() throws Exception {
        WebhookReceiver receiver = open(builder().maxPending(1).listener(event -> {
            heard(event);
            throw new IllegalStateException("as the test wants it");
        }));
        for (String id : List.of("1", "2")) {
            awaitTaken(receiver, finished(id));
        }
        assertThat(receiver.receive(List.of(), finished("3")).join()).isEqualTo(WebhookAnswer.UNSIGNED);
    }

    @Test
    void aFullCommonPoolDelaysNothing() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
            ForkJoinPool.commonPool().execute(() -> awaitUninterrupted(release));
        }
        try {
            AtomicInteger calls = new AtomicInteger();
            WebhookReceiver receiver = WebhookReceiver.builder()
                    .secret(WebhookSecret.of(SECRET))
                    .listener(this::heard)
                    .handler(event -> {
                        if (calls.incrementAndGet() == 1) {
                            throw new java.io.IOException("as the test wants it");
                        }
                    })
                    .build();
            opened.add(receiver);
            assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
            assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.FAILED);
            assertThat(nextOutcome()).as("tried again after a second").isEqualTo(DeliveryOutcome.HANDLED);
            assertThat(receiver.receive(List.of(SIGNER.sign(finished("2"))), new ByteArrayInputStream(finished("2"))))
                    .isEqualTo(WebhookAnswer.TAKEN);
        } finally {
            release.countDown();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await(50, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void idsAreForgottenByAge() throws Exception {
        InMemoryDeliveryStore store = InMemoryDeliveryStore.create();
        WebhookReceiver receiver = open(builder().store(store).keepIds(Duration.ofHours(2)));
        assertThat(send(receiver, finished("1"))).isEqualTo(WebhookAnswer.TAKEN);
        assertThat(nextOutcome()).isEqualTo(DeliveryOutcome.HANDLED);
        time.advance(Duration.ofHours(1));
        assertThat(store.size()).isEqualTo(1);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (store.size() > 0) {
            time.advance(Duration.ofMinutes(10));
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    private static final class BrokenStore implements DeliveryStore {
        private static IllegalStateException broken() {
            return new IllegalStateException("The database is away");
        }

        @Override
        public Admission admit(String key, byte[] body, Instant now, Instant until) {
            throw broken();
        }

        @Override
        public boolean renew(Claim claim, Instant until) {
            throw broken();
        }

        @Override
        public void done(Claim claim, Instant now) {
            throw broken();
        }

        @Override
        public void release(Claim claim, Instant due) {
            throw broken();
        }

        @Override
        public void forget(Claim claim) {
            throw broken();
        }

        @Override
        public void putAside(Claim claim, Instant now) {
            throw broken();
        }

        @Override
        public List<Claim> claimDue(int most, Instant now, Instant until) {
            throw broken();
        }

        @Override
        public void prune(Instant handledBefore) {
            throw broken();
        }
    }
}
