package io.exportcomments.transport.vertx;

import io.exportcomments.AsyncJobHandle;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.ResultFormat;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** One job for a Vert.x program: see {@link AsyncJobHandle} and {@link VertxExportComments}. Thread-safe. */
public final class VertxJobHandle {
    private final VertxExportComments client;
    private final AsyncJobHandle job;

    VertxJobHandle(VertxExportComments client, AsyncJobHandle job) {
        this.client = client;
        this.job = job;
    }

    /** The id by which the job can be picked up again. */
    public JobGuid guid() {
        return job.guid();
    }

    /** What is known of the job now, without asking. */
    public Optional<Job> snapshot() {
        return job.snapshot();
    }

    /** Reads the job. */
    public Future<Job> refresh() {
        return client.future(job.refresh());
    }

    /** Runs the failed job again. */
    public Future<Job> retry() {
        return client.future(job.retry());
    }

    /** Ends the job. */
    public Future<Job> stop() {
        return client.future(job.stop());
    }

    /** The updates of the job: the present state first, the end last. */
    public VertxStream<JobUpdate> updates() {
        return client.stream(job.updates());
    }

    /** Calls a handler with each update, on the caller's context; cancelling the stream that is returned ends that. */
    public VertxStream<JobUpdate> onUpdate(Handler<JobUpdate> handler) {
        return updates().handler(Objects.requireNonNull(handler, "handler"));
    }

    /** Waits until the job is done, and fails if it comes to another end or the time is over. The job goes on then. */
    public Future<Job> await(Duration deadline) {
        return client.future(job.await(deadline));
    }

    /** Writes a result of the job, which must be done, to a file; no event loop is blocked. */
    public Future<Path> download(ResultFormat format, Path target, DownloadOptions options) {
        return client.future(job.download(format, target, options));
    }

    /** The guid, and the status where it is known. */
    @Override
    public String toString() {
        return job.toString();
    }
}
