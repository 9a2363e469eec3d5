package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.batch.BatchPlan;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
                assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)).isLessThan(5);
            }
        }
    }
}
