package io.exportcomments.bulk.batch;

import java.util.Objects;

/**
 * An item that has ended.
 *
 * @param item the item, with its state, its job and its file
 * @param mayBeRepeated whether a handler may have heard of this end before: it threw, or died before it was over
 */
public record ItemEnd(BulkItem item, boolean mayBeRepeated) {
    /** Checks that nothing is null. */
    public ItemEnd {
        Objects.requireNonNull(item, "item");
    }
}
