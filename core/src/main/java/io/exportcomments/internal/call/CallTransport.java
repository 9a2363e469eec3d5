package io.exportcomments.internal.call;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.Operation;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.SocketToken;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The client's calls in the shape of a transport. */
final class CallTransport implements JobTransport {
    private static final int OK = 200;

    private final Calls calls;
    private final JobTransport transport;
    private final boolean background;
    private final Consumer<List<Job>> seen;

    /**
     * @param seen hears which jobs were read, before whoever asked does
     */
    CallTransport(Calls calls, JobTransport transport, boolean background, Consumer<List<Job>> seen) {
        this.calls = calls;
        this.transport = transport;
        this.background = background;
        this.seen = seen;
    }

    @Override
    public CompletableFuture<Job> create(ExportRequest request) {
        return calls.start(Operation.CREATE, null, background, () -> transport.create(request));
    }

    @Override
    public CompletableFuture<BatchReceipt> createBatch(BatchRequest request) {
        return calls.createBatch(request);
    }

    @Override
    public CompletableFuture<BatchState> batch(BatchId id) {
        return calls.start(Operation.BATCH_GET, null, background, () -> stated(id, transport.batch(id)));
    }

    private CompletableFuture<BatchState> stated(BatchId id, CompletableFuture<BatchState> exchange) {
        Chain<BatchState> chain = new Chain<>();
        return chain.step(BatchAnswers.checked(id, exchange), state -> {
            seen.accept(state.jobs());
            chain.complete(state);
        });
    }

    @Override
    public CompletableFuture<Job> get(JobGuid guid) {
        return calls.start(Operation.GET, guid, background, () -> transport.get(guid), about(guid, Operation.GET));
    }

    /**
     * An answer about another job belongs to another call: whatever went wrong below, nobody may take it for this
     * one's.
     */
    private UnaryOperator<Job> about(JobGuid guid, Operation operation) {
        return job -> {
            if (!job.guid().equals(guid)) {
                String what = "it is about job " + job.guid();
                ErrorContext context = ErrorContext.of(operation, guid).answered(OK, null, what);
                throw new UnreadableAnswerException(context, "", null);
            }
            if (background) {
                seen.accept(List.of(job));
            }
            return job;
        };
    }

    @Override
    public CompletableFuture<JobPage> list(int page, int limit) {
        return calls.start(Operation.LIST, null, background, () -> transport.list(page, limit), listed -> {
            seen.accept(listed.jobs());
            return listed;
        });
    }

    @Override
    public CompletableFuture<Job> retry(JobGuid guid) {
        return calls.start(
                Operation.RETRY, guid, background, () -> transport.retry(guid), about(guid, Operation.RETRY));
    }

    @Override
    public CompletableFuture<Job> stop(JobGuid guid) {
        return calls.start(Operation.STOP, guid, background, () -> transport.stop(guid), about(guid, Operation.STOP));
    }

    @Override
    public CompletableFuture<Void> ping() {
        return calls.start(Operation.PING, null, background, transport::ping);
    }

    @Override
    public CompletableFuture<SocketToken> socketToken() {
        return calls.start(Operation.SOCKET_TOKEN, null, background, transport::socketToken);
    }

    @Override
    public CompletableFuture<RemoteFile> open(URI link, FileRange range) {
        return calls.start(Operation.FILE, null, background, () -> transport.open(link, range));
    }
}
