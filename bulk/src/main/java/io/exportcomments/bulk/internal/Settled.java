package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.port.ItemRecord;
import org.jspecify.annotations.Nullable;

/**
 * What became of writing down an outcome.
 *
 * @param held the item as it is now, if the worker still has it
 * @param written the item as it was written down, if it was
 */
record Settled(
        Outcome outcome,
        @Nullable ItemRecord held,
        @Nullable ItemRecord written) {
    enum Outcome {
        /** It is written down. */
        WRITTEN,
        /** Another worker took the item over, and knows the same job, or there is none. */
        TAKEN_OVER,
        /** The job belongs to another item: this item's own is still to be found. */
        JOB_OF_ANOTHER,
        /** Another worker took the item over, and the job that was created is nobody's. */
        JOB_TOO_MANY
    }
}
