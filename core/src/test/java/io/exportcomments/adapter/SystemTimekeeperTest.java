package io.exportcomments.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SystemTimekeeperTest {
    private final CopyOnWriteArrayList<Thread> threads = new CopyOnWriteArrayList<>();

    private SystemTimekeeper timekeeper() {
        return new SystemTimekeeper(task -> {
            Thread thread = new Thread(task, "a test's timer");
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        });
    }

    private static CompletableFuture<Thread> ranOn(SystemTimekeeper timekeeper, Duration delay) {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        timekeeper.schedule(delay, () -> ran.complete(Thread.currentThread()));
        return ran;
    }

    @Test
    void noThreadStartsUntilSomethingIsScheduled() throws Exception {
        try (SystemTimekeeper timekeeper = timekeeper()) {
            assertThat(threads).isEmpty();

            Thread thread = ranOn(timekeeper, Duration.ZERO).get(10, TimeUnit.SECONDS);

            assertThat(threads).containsExactly(thread);
        }
    }

    @Test
    void itsIdleThreadEndsAndTheNextTimerHasAnother() throws Exception {
        try (SystemTimekeeper timekeeper = timekeeper()) {
            Thread thread = ranOn(timekeeper, Duration.ofMillis(1)).get(10, TimeUnit.SECONDS);

            thread.join(TimeUnit.SECONDS.toMillis(15));

            assertThat(thread.isAlive()).isFalse();
            assertThat(ranOn(timekeeper, Duration.ZERO).get(10, TimeUnit.SECONDS))
                    .isNotSameAs(thread);
        }
    }

    @Test
    void timersThatAreCancelledLongBeforeTheyAreDueDoNotWakeIt() throws Exception {
        try (SystemTimekeeper timekeeper = timekeeper()) {
            Thread thread = ranOn(timekeeper, Duration.ZERO).get(10, TimeUnit.SECONDS);
            timekeeper.schedule(Duration.ofMinutes(1), () -> {}).cancel();
            long before = waits(thread);

            for (int i = 0; i < 1_000; i++) {
                timekeeper.schedule(Duration.ofMinutes(1), () -> {}).cancel();
                awaitState(thread, Thread.State.TIMED_WAITING);
            }

            assertThat(waits(thread) - before).isLessThan(100);
        }
    }

    private static long waits(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId()).getWaitedCount();
    }

    private static void awaitState(Thread thread, Thread.State state) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (thread.getState() != state) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void closeDropsWhatWaitsAndEndsTheThread() throws Exception {
        SystemTimekeeper timekeeper = timekeeper();
        CompletableFuture<Thread> late = ranOn(timekeeper, Duration.ofHours(1));
        Thread thread = ranOn(timekeeper, Duration.ZERO).get(10, TimeUnit.SECONDS);

        timekeeper.close();
        thread.join(TimeUnit.SECONDS.toMillis(10));

        assertThat(thread.isAlive()).isFalse();
        assertThat(late).isNotDone();
    }

    @Test
    void whatIsScheduledAfterCloseIsDropped() {
        SystemTimekeeper timekeeper = timekeeper();
        timekeeper.close();

        CompletableFuture<Thread> ran = ranOn(timekeeper, Duration.ZERO);

        assertThat(ran).isNotDone();
        assertThat(threads).isEmpty();
    }

    @Test
    void aTaskThatThrowsAnErrorDoesNotKeepTheNextFromRunning() throws Exception {
        try (SystemTimekeeper timekeeper = timekeeper()) {
            timekeeper.schedule(Duration.ZERO, () -> {
                throw new AssertionError("a task's mistake");
            });

            assertThat(ranOn(timekeeper, Duration.ZERO).get(10, TimeUnit.SECONDS))
                    .isNotNull();
        }
    }

    @Test
    void aTaskThatWasTakenBackDoesNotRun() throws Exception {
        try (SystemTimekeeper timekeeper = timekeeper()) {
            CompletableFuture<Thread> ran = new CompletableFuture<>();
            timekeeper
                    .schedule(Duration.ofMillis(50), () -> ran.complete(Thread.currentThread()))
                    .cancel();

            ranOn(timekeeper, Duration.ofMillis(100)).get(10, TimeUnit.SECONDS);

            assertThat(ran).isNotDone();
        }
    }
}
