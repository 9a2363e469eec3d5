package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.batch.BatchPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What several programs on one SQLite file do to each other. */
class SharedFileTest {
    @TempDir
    Path directory;

    /** As one program has {@code bulk run} and another asks for the status. */
    @Test
    @Timeout(value = 15, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aProgramThatIsIdleDoesNotLockTheOthersOut() {
        Path file = directory.resolve("bulk.db");
        try (JdbcBulkStore one = JdbcBulkStore.sqlite(file);
                JdbcBulkStore other = JdbcBulkStore.sqlite(file)) {
            for (int i = 0; i < 5; i++) {
                String ofOne = "one-" + i;
                String ofOther = "other-" + i;
                long begun = System.nanoTime();
                one.transact(tx -> tx.addBatch(BatchPlan.named(ofOne)));
                other.transact(tx -> tx.addBatch(BatchPlan.named(ofOther)));
                assertThat(one.<Boolean>transact(tx -> tx.batch(ofOther).isPresent()))
                        .isTrue();
                assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun))
                        .isLessThan(5);
            }
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void programsThatStartAtOnceAllGetTheirTables() throws Exception {
        for (int round = 0; round < 10; round++) {
            Path file = directory.resolve("new-" + round + ".db");
            AtStart.together(4, () -> {
                try (JdbcBulkStore store = JdbcBulkStore.sqlite(file)) {
                    store.transact(tx -> tx.addBatch(BatchPlan.named("a")));
                }
                return true;
            });
        }
    }

    /** Cookies are in it. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void nobodyElseMayReadTheFile() throws Exception {
        Path file = directory.resolve("bulk.db");
        try (JdbcBulkStore store = JdbcBulkStore.sqlite(file);
                Stream<Path> files = Files.list(directory)) {
            store.transact(tx -> tx.addBatch(BatchPlan.named("a")));
            List<Path> all = files.toList();
            assertThat(all).contains(file);
            for (Path each : all) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .isEqualTo("rw-------");
            }
        }
    }
}
