package io.exportcomments.bulk.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Programs that start at once. */
final class AtStart {
    private AtStart() {}

    /** Runs the start of each on a thread of its own, all at the same moment. */
    static void together(int programs, Callable<?> start) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(programs);
        ExecutorService threads = Executors.newFixedThreadPool(programs);
        try {
            List<Future<?>> started = new ArrayList<>();
            for (int i = 0; i < programs; i++) {
                started.add(threads.submit(() -> {
                    barrier.await();
                    return start.call();
                }));
            }
            for (Future<?> each : started) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
