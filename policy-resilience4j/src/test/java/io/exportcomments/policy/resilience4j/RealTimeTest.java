package io.exportcomments.policy.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.ServiceException;
import io.exportcomments.job.Operation;
import io.exportcomments.job.Plan;
import io.exportcomments.port.TransportInterceptor.Chain;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On the system's time: what is due happens in time, whatever else goes on in the process. */
@Timeout(60)
class RealTimeTest {
    private static final long SOON = 10;

    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void release() {
        released.countDown();
    }

    private void block() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fillCommonPool() {
        for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
            ForkJoinPool.commonPool().execute(this::block);
        }
    }

    private static PoliciesBuilder builder() {
        return Policies.builder(Plan.BUSINESS).backoff(Duration.ofMillis(50), Duration.ofMillis(50));
    }

    private static Policies policies() {
        return builder().build();
    }

    private static Chain<String> failingOnce(RuntimeException failure) {
        Deque<CompletableFuture<String>> answers = new ArrayDeque<>(
                List.of(CompletableFuture.failedFuture(failure), CompletableFuture.completedFuture("answer")));
        return answers::remove;
    }

    private static ServiceException trouble() {
        return new ServiceException(ErrorContext.NONE.answered(503, null, null), null);
    }

    @Test
    void aRetryIsSentInTimeWhileTheCommonPoolIsFull() throws Exception {
        fillCommonPool();

        assertThat(policies()
                        .intercept(ModelService.call(Operation.GET), failingOnce(trouble()))
                        .get(SOON, TimeUnit.SECONDS))
                .isEqualTo("answer");
    }

    @Test
    void aCallThatWaitsForALimitIsSentInTimeWhileTheCommonPoolIsFull() throws Exception {
        fillCommonPool();

        assertThat(policies()
                        .intercept(
                                ModelService.call(Operation.GET),
                                failingOnce(ModelService.refusal(RateLimit.REQUESTS_PER_MINUTE, 1)))
                        .get(SOON, TimeUnit.SECONDS))
                .isEqualTo("answer");
    }

    @Test
    void aTimeLimitEndsACallInTimeWhileTheCommonPoolIsFull() {
        fillCommonPool();
        Policies limited =
                Policies.builder(Plan.BUSINESS).timeLimit(Duration.ofMillis(50)).build();

        assertThat(limited.intercept(ModelService.call(Operation.GET), CompletableFuture<String>::new))
                .failsWithin(Duration.ofSeconds(SOON));
    }

    /** Limits and bulkhead begin one call after the other, so that they go in their order. */
    @Test
    void anAttemptThatBlocksWhileItBeginsDelaysNoOther() throws Exception {
        Policies policies =
                builder().without(Policy.LIMITS).without(Policy.BULKHEAD).build();
        CountDownLatch blocking = new CountDownLatch(1);
        Chain<String> first = failingOnce(trouble());
        Deque<Runnable> before = new ArrayDeque<>(List.of(() -> {}, () -> {
            blocking.countDown();
            block();
        }));
        CompletableFuture<String> blocked = policies.intercept(ModelService.call(Operation.GET), () -> {
            before.remove().run();
            return first.proceed();
        });
        assertThat(blocking.await(SOON, TimeUnit.SECONDS)).isTrue();

        assertThat(policies.intercept(ModelService.call(Operation.GET), failingOnce(trouble()))
                        .get(SOON, TimeUnit.SECONDS))
                .isEqualTo("answer");
        released.countDown();
        assertThat(blocked.get(SOON, TimeUnit.SECONDS)).isEqualTo("answer");
    }

    /** Another thread may send it before the caller is through with asking. By chance: many are cancelled. */
    @ParameterizedTest
    @EnumSource(names = {"LIMITS", "BULKHEAD"})
    void cancellingReachesACallThatAnotherThreadSent(Policy queueing) throws Exception {
        Plan wide = new Plan("wide", 2_000_000_000, 9, 9, 9, 9, 9, Plan.BUSINESS.batches());
        PoliciesBuilder alone = Policies.builder(wide);
        Arrays.stream(Policy.values()).filter(other -> other != queueing).forEach(alone::without);
        Policies policies = alone.build();
        Queue<CompletableFuture<String>> sent = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!over.get()) {
                // One at a time: the thread that sends for both must come to its end.
                policies.intercept(ModelService.call(Operation.GET), () -> CompletableFuture.completedFuture("answer"))
                        .join();
            }
        });
        other.setDaemon(true);
        other.start();
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        for (int i = 0; i < 100_000 && System.nanoTime() - end < 0; i++) {
            policies.intercept(ModelService.call(Operation.GET), () -> {
                        CompletableFuture<String> exchange = new CompletableFuture<>();
                        sent.add(exchange);
                        return exchange;
                    })
                    .cancel(true);
        }
        over.set(true);
        other.join(TimeUnit.SECONDS.toMillis(SOON));

        assertThat(other.isAlive()).isFalse();
        assertThat(sent).allMatch(CompletableFuture::isCancelled);
    }
}
