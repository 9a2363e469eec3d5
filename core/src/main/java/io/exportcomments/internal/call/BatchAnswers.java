package io.exportcomments.internal.call;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.Operation;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;

/** Refuses answers that are about another batch: they belong to another call, whatever went wrong below. */
final class BatchAnswers {
    private static final int OK = 200;

    private BatchAnswers() {}

    static CompletableFuture<BatchReceipt> checked(BatchRequest request, CompletableFuture<BatchReceipt> exchange) {
        Chain<BatchReceipt> chain = new Chain<>();
        return chain.step(exchange, receipt -> {
            int jobs = receipt.guids().size();
            if (jobs > request.urls().size()) {
                chain.completeExceptionally(other(Operation.BATCH_CREATE, "it names " + jobs + " jobs"));
            } else if (new HashSet<>(receipt.guids()).size() < jobs) {
                chain.completeExceptionally(other(Operation.BATCH_CREATE, "it names a job twice"));
            } else {
                chain.complete(receipt);
            }
        });
    }

    static CompletableFuture<BatchState> checked(BatchId id, CompletableFuture<BatchState> exchange) {
        Chain<BatchState> chain = new Chain<>();
        return chain.step(exchange, state -> {
            if (state.batchId().equals(id)) {
                chain.complete(state);
            } else {
                chain.completeExceptionally(other(Operation.BATCH_GET, "it is about batch " + state.batchId()));
            }
        });
    }

    private static UnreadableAnswerException other(Operation operation, String what) {
        return new UnreadableAnswerException(ErrorContext.of(operation, null).answered(OK, null, what), "", null);
    }
}
