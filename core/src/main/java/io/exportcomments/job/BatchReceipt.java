package io.exportcomments.job;

import io.exportcomments.annotation.Experimental;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a batch that was sent. Immutable. Source: the service's Python client 2.2.0.
 *
 * @param batchId the id by which the batch is read; empty if the service's answer was lost, and each job was found in
 *     the list of jobs instead
 * @param guids a guid for each URL that was taken, in an order that need not be that of the URLs; without a batch id it
 *     is
 * @param rejected the URLs that were not taken
 */
@Experimental
public record BatchReceipt(Optional<BatchId> batchId, List<JobGuid> guids, List<RejectedUrl> rejected) {
    /** Checks that nothing is null, and copies the lists. */
    public BatchReceipt {
        Objects.requireNonNull(batchId, "batchId");
        guids = List.copyOf(guids);
        rejected = List.copyOf(rejected);
    }
}
