package io.exportcomments.internal.call;

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
import java.util.concurrent.CompletableFuture;

/** The client's calls in the shape of a transport. */
final class CallTransport implements JobTransport {
    private final Calls calls;
    private final JobTransport transport;
    private final boolean background;

    CallTransport(Calls calls, JobTransport transport, boolean background) {
        this.calls = calls;
        this.transport = transport;
        this.background = background;
    }

    @Override
    public CompletableFuture<Job> create(ExportRequest request) {
        return calls.start(Operation.CREATE, null, background, () -> transport.create(request));
    }

    @Override
    public CompletableFuture<Job> get(JobGuid guid) {
        return calls.start(Operation.GET, guid, background, () -> transport.get(guid));
    }

    @Override
    public CompletableFuture<JobPage> list(int page, int limit) {
        return calls.start(Operation.LIST, null, background, () -> transport.list(page, limit));
    }

    @Override
    public CompletableFuture<Job> retry(JobGuid guid) {
        return calls.start(Operation.RETRY, guid, background, () -> transport.retry(guid));
    }

    @Override
    public CompletableFuture<Job> stop(JobGuid guid) {
        return calls.start(Operation.STOP, guid, background, () -> transport.stop(guid));
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
