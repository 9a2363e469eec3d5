package io.exportcomments.internal.call;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.RemoteFile;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call in progress, as its caller holds it. However it ends (answer, deadline, cancellation, closing, or completion
 * from outside), an exchange that is still open is aborted.
 */
final class OpenCall<T> extends CompletableFuture<T> {
    private final Operation operation;
    private final @Nullable JobGuid guid;
    private final long deadline;

    /** Neighbours in {@link OpenCalls}, guarded by its lock. */
    @Nullable OpenCall<?> before;

    @Nullable OpenCall<?> after;

    boolean listed;

    OpenCall(Operation operation, @Nullable JobGuid guid, long deadline) {
        this.operation = operation;
        this.guid = guid;
        this.deadline = deadline;
    }

    long deadline() {
        return deadline;
    }

    ErrorContext context() {
        return ErrorContext.of(operation, guid);
    }

    /** Ends as the exchange ends, and the exchange with it. */
    void follow(CompletableFuture<T> exchange, OpenCalls open) {
        whenComplete((value, failure) -> {
            open.remove(this);
            if (!exchange.isDone()) {
                exchange.cancel(true);
            }
        });
        exchange.whenComplete(this::take);
    }

    private void take(@Nullable T value, @Nullable Throwable failure) {
        if (failure != null) {
            completeExceptionally(Failures.unwrap(failure));
        } else if (!completed(value) && value instanceof RemoteFile file) {
            closeUnwanted(file);
        }
    }

    @SuppressWarnings("NullAway") // T is nullable where the exchange's T is: ping answers null
    private boolean completed(@Nullable T value) {
        return complete(value);
    }

    private static void closeUnwanted(RemoteFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // Nobody wants the file any more, nor the reason why it failed to close.
            return;
        }
    }
}
