package io.exportcomments;

import io.exportcomments.adapter.LogText;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.internal.client.ClientOperations;
import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.ResultFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One job on the asynchronous face: see {@link JobHandle} and {@link AsyncExportComments}. Thread-safe. */
public final class AsyncJobHandle {
    private final ClientOperations operations;
    private final JobGuid guid;
    private final @Nullable Job created;

    AsyncJobHandle(ClientOperations operations, JobGuid guid, @Nullable Job created) {
        this.operations = operations;
        this.guid = Objects.requireNonNull(guid, "guid");
        this.created = created;
    }

    /** The id by which the job can be picked up again, by this client or another. */
    public JobGuid guid() {
        return guid;
    }

    /** What is known of the job now, without waiting; see {@link JobHandle#snapshot()}. */
    public Optional<Job> snapshot() {
        return operations.following().snapshot(guid).or(() -> Optional.ofNullable(created));
    }

    /** Reads the job. */
    public CompletableFuture<Job> refresh() {
        return operations.get(guid);
    }

    /** Runs the failed job again; see {@link ExportComments#retry}. */
    public CompletableFuture<Job> retry() {
        return operations.retry(guid);
    }

    /** Ends the job; see {@link ExportComments#stop}. */
    public CompletableFuture<Job> stop() {
        return operations.stop(guid);
    }

    /** The updates of the job; see {@link ExportComments#watch}. */
    public Flow.Publisher<JobUpdate> updates() {
        return operations.following().updates(guid);
    }

    /**
     * Calls a listener with each update: the present state first, the end last. The callback threads call it, one call
     * at a time; what it throws is logged, and it hears the next update all the same. That the watch itself failed is
     * logged too: a program that has to know subscribes to {@link #updates()} or uses {@link #onUpdate(Consumer,
     * Runnable, Consumer)}.
     */
    public Watch onUpdate(Consumer<JobUpdate> listener) {
        return onUpdate(listener, () -> {}, AsyncJobHandle::logUnlessClosed);
    }

    private static void logUnlessClosed(Throwable error) {
        if (!(error instanceof ClientClosedException)) {
            LibraryLog.get()
                    .log(System.Logger.Level.WARNING, "A watch ended before its job did: " + LogText.messageOf(error));
        }
    }

    /**
     * Calls listeners with each update, at the end of the attempt, and when the watch fails; the last two exclude each
     * other, and nothing follows them.
     */
    public Watch onUpdate(Consumer<JobUpdate> listener, Runnable onEnd, Consumer<Throwable> onError) {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(onEnd, "onEnd");
        Objects.requireNonNull(onError, "onError");
        return operations.following().listen(guid, listener, onEnd, onError)::cancel;
    }

    /** Calls a listener with the progress of each update that has one; see {@link #onUpdate(Consumer)}. */
    public Watch onProgress(Consumer<JobProgress> listener) {
        Objects.requireNonNull(listener, "listener");
        return onUpdate(update -> update.progress().ifPresent(listener));
    }

    /**
     * Waits until the job is done; see {@link ExportComments#await}. Cancelling the future ends the waiting, not the
     * job.
     */
    public CompletableFuture<Job> await(Duration deadline) {
        return operations.await(guid, deadline);
    }

    /**
     * Writes a result of the job, which must be done, to a file; see {@link ExportComments#download(Job, ResultFormat,
     * Path)}.
     */
    public CompletableFuture<Path> download(ResultFormat format, Path target, DownloadOptions options) {
        Optional<Job> known = snapshot();
        if (known.isPresent()) {
            return operations.download(known.get(), format, target, options);
        }
        Chain<Path> chain = new Chain<>();
        return chain.step(
                refresh(), job -> chain.step(operations.download(job, format, target, options), chain::complete));
    }

    /** The guid, and the status where it is known. */
    @Override
    public String toString() {
        return snapshot().map(Job::toString).orElse("Job[" + guid + "]");
    }
}
