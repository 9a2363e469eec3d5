package io.exportcomments.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.adapter.SystemTimekeeper;
import io.exportcomments.internal.VirtualTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CallbackThreadsTest {
    private final SystemTimekeeper timekeeper = new SystemTimekeeper();
    private final CallbackThreads threads = new CallbackThreads(timekeeper);

    @AfterEach
    void close() {
        threads.close();
        timekeeper.close();
    }

    @Test
    void quickCallsShareOneThread() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(10_000);
        for (int i = 0; i < 10_000; i++) {
            threads.execute(done::countDown);
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(threads.size()).isLessThanOrEqualTo(2);
    }

    @Test
    void callsThatBlockHoldUpNoOther() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 5; i++) {
            threads.execute(() -> await(release));
        }
        CountDownLatch passed = new CountDownLatch(1);
        threads.execute(passed::countDown);
        assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
        release.countDown();
    }

    @Test
    void threadsAddedForABlockedCallEndAlthoughCallsGoOn() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch passed = new CountDownLatch(1);
        threads.execute(() -> await(release));
        threads.execute(passed::countDown);
        assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(threads.size()).isGreaterThanOrEqualTo(2);
        release.countDown();
        while (threads.size() > 1) {
            CountDownLatch called = new CountDownLatch(1);
            threads.execute(called::countDown);
            assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aCallThatThrowsOrIsInterruptedHarmsNoOther() throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        threads.execute(() -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("callback");
        });
        threads.execute(passed::countDown);
        assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatComesWhileTheMachineHasNoThreadIsCalledOnceItHas() throws InterruptedException {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        VirtualTime time = new VirtualTime();
        CallbackThreads starved = new CallbackThreads(time, task -> new Thread(task) {
            @Override
            public synchronized void start() {
                if (exhausted.get()) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        });
        CountDownLatch passed = new CountDownLatch(2);
        starved.execute(passed::countDown);
        starved.execute(passed::countDown);
        time.advance(CallbackThreads.STALL.multipliedBy(3));
        assertThat(starved.size()).isZero();
        exhausted.set(false);
        time.advance(CallbackThreads.STALL);
        assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
        starved.close();
    }

    @Test
    void afterCloseWhatWaitsIsCalledAndNoThreadIsLeft() throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        threads.execute(() -> {
            await(passed);
            ended.countDown();
        });
        threads.execute(() -> {});
        threads.close();
        assertThatThrownBy(() -> threads.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        passed.countDown();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        while (threads.size() > 0) {
            Thread.onSpinWait();
        }
        assertThat(threads.size()).isZero();
    }

    @Test
    void whatWaitsAtCloseIsCalledAlthoughAnotherCallBlocks() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch passed = new CountDownLatch(1);
        threads.execute(() -> {
            blocked.countDown();
            await(release);
        });
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
        threads.execute(passed::countDown);
        threads.close();
        timekeeper.close();
        assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
        release.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
