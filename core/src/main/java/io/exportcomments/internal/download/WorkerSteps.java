package io.exportcomments.internal.download;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Runs the steps of a download, one after the other, on workers.
 *
 * @param workers may block
 * @param context what is downloaded
 * @param failed hears what a step threw, or that there is no worker for it
 */
record WorkerSteps(Executor workers, ErrorContext context, Consumer<Throwable> failed) {
    void run(Runnable step) {
        try {
            workers.execute(() -> {
                try {
                    step.run();
                } catch (RuntimeException | Error e) {
                    failed.accept(e);
                }
            });
        } catch (RejectedExecutionException e) {
            failed.accept(new ClientClosedException(context, e));
        } catch (OutOfMemoryError noThread) {
            failed.accept(noThread);
        }
    }
}
