package io.exportcomments;

import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for what the asynchronous face answers. */
final class Blocking {
    private Blocking() {}

    /** The answer, or its error with the caller's stack trace; an interrupt cancels the call. */
    static <T> T join(CompletableFuture<T> future, ErrorContext context) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new CallCancelledException(context, e);
        } catch (CancellationException e) {
            throw new CallCancelledException(context, e);
        } catch (ExecutionException e) {
            throw thrownHere(e.getCause() == null ? e : e.getCause());
        }
    }

    /** The same, of work that calls the program, whose own trouble comes out as it is. */
    static <T> T joinIo(CompletableFuture<T> future, ErrorContext context) throws IOException {
        try {
            return join(future, context);
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof IOException trouble) {
                throw trouble;
            }
            throw e;
        }
    }

    private static RuntimeException thrownHere(Throwable cause) {
        if (cause instanceof ExportCommentsException known) {
            ExportCommentsException copy = known.withContext(known.context());
            copy.addSuppressed(known);
            return copy;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
