package io.exportcomments.integration.realtime;

import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.SocketToken;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Hands out realtime tokens, each made when it is asked for, the last one again and again; does nothing else. */
final class TokenDesk implements JobTransport {
    private final Deque<Supplier<String>> tokens;
    private final CountDownLatch second = new CountDownLatch(2);
    private final AtomicInteger asked = new AtomicInteger();

    TokenDesk(List<Supplier<String>> tokens) {
        this.tokens = new ArrayDeque<>(tokens);
    }

    /** How many were asked for. */
    int asked() {
        return asked.get();
    }

    void awaitSecond() {
        try {
            if (!second.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("No second token was asked for");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public CompletableFuture<SocketToken> socketToken() {
        String token;
        synchronized (tokens) {
            token = (tokens.size() > 1 ? tokens.remove() : tokens.element()).get();
        }
        asked.incrementAndGet();
        second.countDown();
        return CompletableFuture.completedFuture(new SocketToken(token));
    }

    @Override
    public CompletableFuture<Job> create(ExportRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Job> get(JobGuid guid) {
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
    public CompletableFuture<RemoteFile> open(URI link, FileRange range) {
        throw new UnsupportedOperationException();
    }
}
