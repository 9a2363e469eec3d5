package io.exportcomments.benchmarks;

import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketToken;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Sends nothing: whoever measures says when a job that was asked for is there. For one thread. */
final class SilentTransport implements Transport, JobTransport {
    private final Queue<CompletableFuture<Job>> asked = new ArrayDeque<>();

    /** Answers what was asked first. */
    void answer(Job job) {
        asked.remove().complete(job);
    }

    @Override
    public CompletableFuture<Job> get(JobGuid guid) {
        CompletableFuture<Job> exchange = new CompletableFuture<>();
        asked.add(exchange);
        return exchange;
    }

    @Override
    public JobTransport jobs() {
        return this;
    }

    @Override
    public CompletableFuture<Job> create(ExportRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<JobPage> list(int page, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Job> retry(JobGuid guid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Job> stop(JobGuid guid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> ping() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<SocketToken> socketToken() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<RemoteFile> open(URI link, FileRange range) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketTransport sockets() {
        return (url, headers, listener) -> {
            throw new UnsupportedOperationException();
        };
    }

    @Override
    public RowReader rows() {
        return json -> {
            throw new UnsupportedOperationException();
        };
    }

    @Override
    public void close() {}
}
