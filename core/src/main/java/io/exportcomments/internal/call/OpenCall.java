package io.exportcomments.internal.call;

import io.exportcomments.adapter.Failures;
import io.exportcomments.adapter.TimeoutQueue;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.internal.concurrent.EndingFuture;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.RemoteFile;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A call in progress, as its caller holds it. However it ends (answer, deadline, cancellation, closing, or completion
 * from outside), an exchange that is still open is aborted.
 */
final class OpenCall<T> extends EndingFuture<T> {
    private final Operation operation;
    private final @Nullable JobGuid guid;
    private final TimeoutQueue<OpenCall<?>> open;
    private volatile @Nullable CompletableFuture<T> exchange;
    private @Nullable UnaryOperator<T> check;

    private TimeoutQueue.@Nullable Entry<OpenCall<?>> place;

    OpenCall(Operation operation, @Nullable JobGuid guid, TimeoutQueue<OpenCall<?>> open) {
        this.operation = operation;
        this.guid = guid;
        this.open = open;
    }

    /** Begins to count its time, before anybody has it; false if the client is closed. */
    boolean begin(long now) {
        place = open.add(this, now);
        return place != null;
    }

    ErrorContext context() {
        return ErrorContext.of(operation, guid);
    }

    /**
     * Ends as the exchange ends, and the exchange with it.
     *
     * @param checking throws what is wrong with the answer; null if nothing can be
     */
    void follow(CompletableFuture<T> started, @Nullable UnaryOperator<T> checking) {
        check = checking;
        exchange = started;
        if (isDone()) {
            started.cancel(true);
        }
        started.whenComplete(this::take);
    }

    @Override
    protected void ended() {
        open.remove(place);
        CompletableFuture<T> running = exchange;
        if (running != null && !running.isDone()) {
            running.cancel(true);
        }
    }

    private void take(@Nullable T value, @Nullable Throwable failure) {
        if (failure != null) {
            completeExceptionally(Failures.unwrap(failure));
        } else if (!answered(value) && value instanceof RemoteFile file) {
            closeUnwanted(file);
        }
    }

    @SuppressWarnings("NullAway") // T is nullable where the exchange's T is: ping answers null
    private boolean answered(@Nullable T value) {
        UnaryOperator<T> checking = check;
        try {
            return complete(checking == null ? value : checking.apply(value));
        } catch (RuntimeException | Error wrong) {
            return completeExceptionally(wrong);
        }
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
