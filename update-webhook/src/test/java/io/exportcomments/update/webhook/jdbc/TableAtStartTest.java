package io.exportcomments.update.webhook.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that start at once on a database that has no table yet all get theirs. */
class TableAtStartTest {
    private static final int PROGRAMS = 4;
    private static final int ROUNDS = 5;

    @Test
    void onPostgres(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(TemporaryPostgres.isInstalled(), "PostgreSQL (initdb, pg_ctl) is not installed");
        TemporaryPostgres postgres = TemporaryPostgres.start(folder);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                createTogether(postgres.database());
                try (Connection connection = postgres.database().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("DROP TABLE exportcomments_delivery");
                }
            }
        } finally {
            postgres.stop();
        }
    }

    private static void createTogether(DataSource empty) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(PROGRAMS);
        ExecutorService threads = Executors.newFixedThreadPool(PROGRAMS);
        try {
            List<Future<?>> started = new ArrayList<>();
            for (int i = 0; i < PROGRAMS; i++) {
                started.add(threads.submit(() -> {
                    barrier.await();
                    return JdbcDeliveryStore.in(empty).createTable();
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
