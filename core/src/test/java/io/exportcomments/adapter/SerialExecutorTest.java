package io.exportcomments.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SerialExecutorTest {
    private final List<String> ran = new ArrayList<>();
    private final SerialExecutor executor = new SerialExecutor();

    @Test
    void tasksRunInTheOrderInWhichTheyCome() {
        for (int i = 1; i <= 3; i++) {
            String name = "task " + i;
            executor.execute(() -> ran.add(name));
        }

        assertThat(ran).containsExactly("task 1", "task 2", "task 3");
    }

    @Test
    void aTaskThatATaskBringsRunsAfterIt() {
        executor.execute(() -> {
            executor.execute(() -> ran.add("brought"));
            ran.add("first");
        });

        assertThat(ran).containsExactly("first", "brought");
    }

    @Test
    void anErrorEndsOnlyItsOwnTask() {
        executor.execute(() -> {
            executor.execute(() -> ran.add("next"));
            throw new AssertionError("a task's mistake");
        });
        executor.execute(() -> ran.add("last"));

        assertThat(ran).containsExactly("next", "last");
    }

    @Test
    void aCarrierThatHasNoThreadIsAskedAgainForTheNextTask() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        SerialExecutor carried = new SerialExecutor(task -> {
            if (exhausted.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            task.run();
        });
        assertThatThrownBy(() -> carried.execute(() -> ran.add("lost"))).isInstanceOf(OutOfMemoryError.class);
        exhausted.set(false);
        carried.execute(() -> ran.add("next"));
        assertThat(ran).containsExactly("next");
    }

    @Test
    void withoutACarrierATaskRunsOnTheThreadThatBringsIt() {
        Thread[] on = new Thread[1];
        executor.execute(() -> on[0] = Thread.currentThread());

        assertThat(on[0]).isSameAs(Thread.currentThread());
    }

    @Test
    void oneTurnOfTheCarrierRunsAllThatGathered() {
        Deque<Runnable> turns = new ArrayDeque<>();
        SerialExecutor carried = new SerialExecutor(turns::add);
        carried.execute(() -> ran.add("one"));
        carried.execute(() -> ran.add("two"));
        assertThat(ran).isEmpty();

        turns.remove().run();

        assertThat(ran).containsExactly("one", "two");
        assertThat(turns).isEmpty();
    }

    @Test
    void aCarrierThatRejectsATaskIsTriedAgainWithTheNext() {
        AtomicBoolean closed = new AtomicBoolean(true);
        SerialExecutor carried = new SerialExecutor(task -> {
            if (closed.get()) {
                throw new RejectedExecutionException("closed");
            }
            task.run();
        });
        assertThatThrownBy(() -> carried.execute(() -> ran.add("lost"))).isInstanceOf(RejectedExecutionException.class);

        closed.set(false);
        carried.execute(() -> ran.add("next"));

        assertThat(ran).containsExactly("next");
    }

    @Test
    void whatCameWhileTheCarrierRejectedATaskRuns() {
        AtomicBoolean first = new AtomicBoolean(true);
        SerialExecutor[] carried = new SerialExecutor[1];
        carried[0] = new SerialExecutor(task -> {
            if (first.getAndSet(false)) {
                carried[0].execute(() -> ran.add("came meanwhile"));
                throw new RejectedExecutionException("full");
            }
            task.run();
        });

        assertThatThrownBy(() -> carried[0].execute(() -> ran.add("lost")))
                .isInstanceOf(RejectedExecutionException.class);

        assertThat(ran).containsExactly("came meanwhile");
    }

    @Test
    @Timeout(30)
    void tasksOfManyThreadsRunOneAtATimeAndEachThreadsInItsOrder() throws Exception {
        int threads = 8;
        int each = 2_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads + 2);
        try {
            SerialExecutor carried = new SerialExecutor(pool);
            AtomicBoolean inside = new AtomicBoolean();
            List<int[]> order = new ArrayList<>();
            CountDownLatch all = new CountDownLatch(threads * each);
            for (int t = 0; t < threads; t++) {
                int thread = t;
                pool.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        int number = i;
                        carried.execute(() -> {
                            boolean alone = inside.compareAndSet(false, true);
                            order.add(new int[] {thread, number, alone ? 1 : 0});
                            inside.set(false);
                            all.countDown();
                        });
                    }
                });
            }

            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();

            int[] next = new int[threads];
            assertThat(order).allSatisfy(task -> {
                assertThat(task[2]).as("alone").isEqualTo(1);
                assertThat(task[1]).isEqualTo(next[task[0]]++);
            });
        } finally {
            pool.shutdownNow();
        }
    }
}
