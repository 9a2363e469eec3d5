package io.exportcomments.quota.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** Programs that start at once on a database that has no tables yet. */
final class AtStart {
    private static final int PROGRAMS = 4;

    private AtStart() {}

    static void makeTablesTogether(DataSource empty) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(PROGRAMS);
        ExecutorService threads = Executors.newFixedThreadPool(PROGRAMS);
        try {
            List<Future<?>> started = new ArrayList<>();
            for (int i = 0; i < PROGRAMS; i++) {
                JdbcQuotaLog log = JdbcQuotaLog.in(empty, "account");
                started.add(threads.submit(() -> {
                    barrier.await();
                    log.createTables();
                    return true;
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
