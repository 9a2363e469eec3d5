package io.exportcomments.cli.internal.command;

import io.exportcomments.BatchHandle;
import io.exportcomments.cli.internal.terminal.BatchText;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.BatchUpdate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Follows a batch to its end, with a line for each job that ends. */
final class BatchFollower implements Flow.Subscriber<BatchUpdate>, AutoCloseable {
    private final CommandContext context;
    private final CompletableFuture<BatchUpdate> end = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription subscription;
    private int told = -1;

    BatchFollower(CommandContext context, BatchHandle batch) {
        this.context = context;
        batch.updates().subscribe(this);
    }

    /** Waits for the end. */
    BatchUpdate end(Duration deadline) {
        try {
            return end.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DeadlineExceededException(
                    ErrorContext.NONE,
                    deadline,
                    context.connection().outages().lastFailure().orElse(null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException(ErrorContext.NONE, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ExportCommentsException known
                    ? known
                    : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(BatchUpdate update) {
        if (update.ended() != told) {
            told = update.ended();
            context.remark(BatchText.progress(update));
        }
        if (update.isTerminal()) {
            end.complete(update);
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        // The last update came before.
    }

    @Override
    public void close() {
        Flow.Subscription following = subscription;
        if (following != null) {
            following.cancel();
        }
    }
}
