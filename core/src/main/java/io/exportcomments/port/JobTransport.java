package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/**
 * One method for each remote operation, and no policy: one exchange a call, no repeating.
 *
 * <p>No method blocks. Each future is completed by a thread of the transport, with the answer or with an
 * {@link io.exportcomments.error.ExportCommentsException}, never wrapped and never a type of the HTTP library.
 * Cancelling it, with either flag, aborts the exchange on the wire. Thread-safe.
 */
public interface JobTransport {
    /** {@code POST /api/v3/job}. */
    CompletableFuture<Job> create(ExportRequest request);

    /**
     * {@code POST /api/v1/batch-export}.
     *
     * @throws UnsupportedOperationException if this transport has no batches
     */
    @Experimental
    default CompletableFuture<BatchReceipt> createBatch(BatchRequest request) {
        throw new UnsupportedOperationException("This transport has no batches");
    }

    /**
     * {@code GET /api/v1/batch-export/{id}}.
     *
     * @throws UnsupportedOperationException if this transport has no batches
     */
    @Experimental
    default CompletableFuture<BatchState> batch(BatchId id) {
        throw new UnsupportedOperationException("This transport has no batches");
    }

    /** {@code GET /api/v3/job/{guid}}. */
    CompletableFuture<Job> get(JobGuid guid);

    /**
     * {@code GET /api/v3/jobs?page=…&limit=…}, newest first.
     *
     * @param page the page, from 1
     * @param limit how many jobs a page has, from 1
     */
    CompletableFuture<JobPage> list(int page, int limit);

    /**
     * {@code PATCH /api/v3/job/{guid}/retry}; gives the job as the service answers it. An answer that says only that
     * the command was taken gives a job with that guid and the status {@link io.exportcomments.job.JobStatus#UNKNOWN}.
     */
    CompletableFuture<Job> retry(JobGuid guid);

    /**
     * {@code PATCH /api/v3/job/{guid}/stop}; gives the job as the service answers it. An answer that says only that the
     * command was taken gives a job with that guid and the status {@link io.exportcomments.job.JobStatus#UNKNOWN}.
     */
    CompletableFuture<Job> stop(JobGuid guid);

    /** {@code GET /api/v1/ping}: the service is there, and the token is good. */
    CompletableFuture<Void> ping();

    /** {@code POST /api/public/auth/socket}: a token for the realtime connection. */
    CompletableFuture<SocketToken> socketToken();

    /**
     * {@code GET} of a file. The token goes along only to the base URL's origin. The future is completed when the
     * answer's headers are there; whoever gets the file closes it.
     *
     * @param link an absolute http or https link
     */
    CompletableFuture<RemoteFile> open(URI link, FileRange range);
}
