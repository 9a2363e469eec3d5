package io.exportcomments.transport.http.internal;

import io.exportcomments.codec.moshi.BatchCodec;
import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.SocketToken;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/**
 * The remote operations on jobs: each makes a request, starts it, and reads its answer. Thread-safe. Source: the
 * service's export jobs page.
 */
public final class JobOperations implements JobTransport {
    private static final String JOB = "/api/v3/job/";
    private static final String BATCHES = "/api/v1/batch-export";

    private final Exchanges exchanges;
    private final JobCodec codec;
    private final BatchCodec batches;

    /** The operations by these exchanges. */
    public JobOperations(Exchanges exchanges, JobCodec codec, BatchCodec batches) {
        this.exchanges = exchanges;
        this.codec = codec;
        this.batches = batches;
    }

    @Override
    public CompletableFuture<Job> create(ExportRequest request) {
        return exchanges.ask(Operation.CREATE, null, "POST", "/api/v3/job", codec.encode(request), codec::decodeJob);
    }

    @Override
    public CompletableFuture<BatchReceipt> createBatch(BatchRequest request) {
        return exchanges.ask(
                Operation.BATCH_CREATE, null, "POST", BATCHES, batches.encode(request), batches::decodeReceipt);
    }

    @Override
    public CompletableFuture<BatchState> batch(BatchId id) {
        return exchanges.ask(
                Operation.BATCH_GET,
                null,
                "GET",
                BATCHES + "/" + id.value(),
                null,
                (source, context) -> batches.decodeState(source, id, context));
    }

    @Override
    public CompletableFuture<Job> get(JobGuid guid) {
        return exchanges.ask(
                Operation.GET,
                guid,
                "GET",
                JOB.concat(guid.value()),
                null,
                (source, context) -> about(guid, codec.decodeJob(source, context), context));
    }

    /** The same job, if it is the one that was asked for; else this is the answer to another request. */
    private Job about(JobGuid guid, Job answer, ErrorContext context) {
        if (!answer.guid().equals(guid)) {
            exchanges.mistrustConnections();
            throw new UnreadableAnswerException(
                    context.answered(context.httpStatus().orElseThrow(), null, "it is about job " + answer.guid()),
                    "",
                    null);
        }
        return answer;
    }

    @Override
    public CompletableFuture<JobPage> list(int page, int limit) {
        if (page < 1 || limit < 1) {
            throw new IllegalArgumentException("Pages and limits start at 1: page " + page + ", limit " + limit);
        }
        return exchanges.ask(
                Operation.LIST,
                null,
                "GET",
                "/api/v3/jobs?page=" + page + "&limit=" + limit,
                null,
                (source, context) -> codec.decodePage(source, page, limit, context));
    }

    @Override
    public CompletableFuture<Job> retry(JobGuid guid) {
        return command(Operation.RETRY, guid, "/retry");
    }

    @Override
    public CompletableFuture<Job> stop(JobGuid guid) {
        return command(Operation.STOP, guid, "/stop");
    }

    private CompletableFuture<Job> command(Operation operation, JobGuid guid, String path) {
        return exchanges.ask(
                operation,
                guid,
                "PATCH",
                JOB + guid.value() + path,
                null,
                (source, context) ->
                        about(guid, codec.decodeCommandAnswer(source, context).orElseGet(() -> taken(guid)), context));
    }

    /** The command was taken, but the answer does not say how the job stands. */
    private static Job taken(JobGuid guid) {
        return Job.builder(guid, JobStatus.UNKNOWN).build();
    }

    @Override
    public CompletableFuture<Void> ping() {
        return exchanges.tell(Operation.PING, "GET", "/api/v1/ping");
    }

    @Override
    public CompletableFuture<SocketToken> socketToken() {
        return exchanges.ask(
                Operation.SOCKET_TOKEN, null, "POST", "/api/public/auth/socket", null, codec::decodeSocketToken);
    }

    @Override
    public CompletableFuture<RemoteFile> open(URI link, FileRange range) {
        return exchanges.open(FileLinks.checked(link), range);
    }
}
