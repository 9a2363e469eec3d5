package io.exportcomments.bulk.internal;

import io.exportcomments.AsyncBatchHandle;
import io.exportcomments.AsyncExportComments;
import io.exportcomments.adapter.Failures;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.RejectedUrl;
import io.exportcomments.port.Timekeeper;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Creates the jobs of many items by one batch of the service. Thread-safe. */
final class BatchCreations {
    private final AsyncExportComments client;
    private final Timekeeper time;

    BatchCreations(AsyncExportComments client, Timekeeper time) {
        this.client = client;
        this.time = time;
    }

    /** Sends items that wait, have the same options, and each a URL of its own. Does not block. */
    void send(List<Sending> group, BatchOutcome outcome) {
        CompletableFuture<AsyncBatchHandle> creation;
        try {
            creation = client.createBatch(
                    new BatchRequest(urls(group), group.get(0).item().request().options()), Sending.journal(group));
        } catch (RuntimeException e) {
            outcome.failed(group, e);
            return;
        }
        group.forEach(sending -> sending.follow(creation));
        creation.whenComplete((@Nullable AsyncBatchHandle batch, @Nullable Throwable failure) -> {
            if (failure != null) {
                outcome.failed(group, Failures.unwrap(failure));
            } else if (batch != null) {
                outcome.taken(group);
                tell(group, batch, outcome);
            }
        });
    }

    private static List<String> urls(List<Sending> group) {
        return group.stream().map(sending -> sending.item().request().url()).toList();
    }

    private void tell(List<Sending> group, AsyncBatchHandle batch, BatchOutcome outcome) {
        BatchReceipt receipt = batch.receipt().orElseThrow();
        if (batch.id().isEmpty()) {
            for (int i = 0; i < group.size(); i++) {
                outcome.created(group.get(i), receipt.guids().get(i));
            }
            outcome.told(group);
            return;
        }
        BatchMatch known = BatchMatch.of(urls(group), receipt.rejected(), List.of(), receipt.guids());
        if (known.unclear().isEmpty()) {
            tell(group, known, receipt, outcome);
            return;
        }
        new BatchReading(client, batch, time, outcome::isOver).read().thenAccept(read -> {
            List<RejectedUrl> rejected = BatchRejections.together(urls(group), receipt.rejected(), read.rejected());
            BatchMatch match = BatchMatch.of(urls(group), rejected, read.jobs(), receipt.guids());
            tell(group, match, receipt, outcome);
        });
    }

    private static void tell(List<Sending> group, BatchMatch match, BatchReceipt receipt, BatchOutcome outcome) {
        for (Sending sending : group) {
            String url = sending.item().request().url();
            JobGuid job = match.created().get(url);
            RejectedUrl rejection = match.rejected().get(url);
            if (job != null) {
                outcome.created(sending, job);
            } else if (rejection != null) {
                outcome.rejected(sending, rejection);
            } else if (match.unnamed().contains(url)) {
                outcome.unnamed(sending);
            } else {
                outcome.unclear(sending, "which of the jobs of batch " + id(receipt) + " it is can't be told");
            }
        }
        outcome.told(group);
    }

    private static String id(BatchReceipt receipt) {
        return Objects.toString(receipt.batchId().orElse(null), "without an id");
    }
}
