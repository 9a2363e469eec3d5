package io.exportcomments.job;

import io.exportcomments.annotation.Experimental;
import java.util.List;
import java.util.Objects;

/**
 * What the service answers when it takes a batch of URLs. Immutable. Source: the service's Python client 2.2.0.
 *
 * @param batchId the id by which the batch is read
 * @param guids a guid for each URL that was taken, in an order that need not be that of the URLs
 * @param rejected the URLs that were not taken
 */
@Experimental
public record BatchReceipt(String batchId, List<JobGuid> guids, List<RejectedUrl> rejected) {
    /** Checks that nothing is null, and copies the lists. */
    public BatchReceipt {
        Objects.requireNonNull(batchId, "batchId");
        guids = List.copyOf(guids);
        rejected = List.copyOf(rejected);
    }
}
