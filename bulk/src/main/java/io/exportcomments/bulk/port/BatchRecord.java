package io.exportcomments.bulk.port;

import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BatchStage;
import java.util.Objects;

/**
 * A batch as it is stored.
 *
 * @param id its number in the store
 * @param plan its name and how it is worked on
 * @param stage whether it is worked on
 */
public record BatchRecord(long id, BatchPlan plan, BatchStage stage) {
    /** Checks that nothing is null. */
    public BatchRecord {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(stage, "stage");
    }

    /** The same in another stage. */
    public BatchRecord in(BatchStage other) {
        return new BatchRecord(id, plan, other);
    }
}
