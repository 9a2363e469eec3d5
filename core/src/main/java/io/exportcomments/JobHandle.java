package io.exportcomments;

import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.ResultFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One job, in the hands of a program. It holds no connection and needs no closing; its guid is all that it takes to
 * make another one, in this program or a later one. Thread-safe; blocks and throws as {@link ExportComments} does.
 */
public final class JobHandle {
    private final ExportComments client;
    private final AsyncJobHandle async;

    JobHandle(ExportComments client, JobGuid guid, @Nullable Job created) {
        this.client = client;
        this.async = client.async().handle(guid, created);
    }

    /** The same job on the asynchronous face. */
    public AsyncJobHandle async() {
        return async;
    }

    /** The id by which the job can be picked up again, by this client or another. */
    public JobGuid guid() {
        return async.guid();
    }

    /**
     * What is known of the job now, without waiting: the newest of what its watches, the calls for it and its creation
     * brought. Empty as long as nothing is known.
     */
    public Optional<Job> snapshot() {
        return async.snapshot();
    }

    /** Reads the job. */
    public Job refresh() {
        return client.get(guid());
    }

    /** Runs the failed job again; see {@link ExportComments#retry}. */
    public Job retry() {
        return client.retry(guid());
    }

    /** Ends the job; see {@link ExportComments#stop}. */
    public Job stop() {
        return client.stop(guid());
    }

    /** The updates of the job; see {@link ExportComments#watch}. */
    public Flow.Publisher<JobUpdate> updates() {
        return async.updates();
    }

    /**
     * Calls a listener with each update, the present state first and the end last; see
     * {@link AsyncJobHandle#onUpdate(Consumer)}.
     */
    public Watch onUpdate(Consumer<JobUpdate> listener) {
        return async.onUpdate(listener);
    }

    /** Calls a listener with each progress; see {@link AsyncJobHandle#onUpdate(Consumer)}. */
    public Watch onProgress(Consumer<JobProgress> listener) {
        return async.onProgress(listener);
    }

    /** Waits until the job is done; see {@link ExportComments#await}. */
    public Job await(Duration deadline) {
        return client.await(guid(), deadline);
    }

    /**
     * Writes a result of the job, which must be done, to a file; see {@link ExportComments#download(Job, ResultFormat,
     * Path)}.
     */
    public Path download(ResultFormat format, Path target) {
        return download(format, target, DownloadOptions.DEFAULT);
    }

    /** The same as {@link #download(ResultFormat, Path)}, with options. */
    public Path download(ResultFormat format, Path target, DownloadOptions options) {
        return client.download(snapshot().orElseGet(this::refresh), format, target, options);
    }

    /** The guid, and the status where it is known. */
    @Override
    public String toString() {
        return async.toString();
    }
}
