package io.exportcomments.internal;

import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.SocketToken;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** A transport that answers what a test says, and keeps what it was asked; unscripted, it never answers. */
public class ScriptedTransport implements JobTransport {
    /** What was asked, in order, such as {@code get j1}. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** The exchanges that were begun, in order. */
    public final List<CompletableFuture<?>> exchanges = new CopyOnWriteArrayList<>();

    public Function<ExportRequest, CompletableFuture<Job>> onCreate = request -> new CompletableFuture<>();
    public Function<BatchRequest, CompletableFuture<BatchReceipt>> onCreateBatch = request -> new CompletableFuture<>();
    public Function<BatchId, CompletableFuture<BatchState>> onBatch = id -> new CompletableFuture<>();
    public Function<JobGuid, CompletableFuture<Job>> onGet = guid -> new CompletableFuture<>();
    public BiFunction<Integer, Integer, CompletableFuture<JobPage>> onList = (page, limit) -> new CompletableFuture<>();
    public Function<JobGuid, CompletableFuture<Job>> onRetry = guid -> new CompletableFuture<>();
    public Function<JobGuid, CompletableFuture<Job>> onStop = guid -> new CompletableFuture<>();
    public Supplier<CompletableFuture<Void>> onPing = CompletableFuture::new;
    public BiFunction<URI, FileRange, CompletableFuture<RemoteFile>> onOpen =
            (link, range) -> new CompletableFuture<>();

    private <T> CompletableFuture<T> note(String what, CompletableFuture<T> exchange) {
        asked.add(what);
        exchanges.add(exchange);
        return exchange;
    }

    @Override
    public CompletableFuture<Job> create(ExportRequest request) {
        return note("create", onCreate.apply(request));
    }

    @Override
    public CompletableFuture<BatchReceipt> createBatch(BatchRequest request) {
        return note("create batch of " + request.urls().size(), onCreateBatch.apply(request));
    }

    @Override
    public CompletableFuture<BatchState> batch(BatchId id) {
        return note("batch " + id, onBatch.apply(id));
    }

    @Override
    public CompletableFuture<Job> get(JobGuid guid) {
        return note("get " + guid, onGet.apply(guid));
    }

    @Override
    public CompletableFuture<JobPage> list(int page, int limit) {
        return note("list " + page + " " + limit, onList.apply(page, limit));
    }

    @Override
    public CompletableFuture<Job> retry(JobGuid guid) {
        return note("retry " + guid, onRetry.apply(guid));
    }

    @Override
    public CompletableFuture<Job> stop(JobGuid guid) {
        return note("stop " + guid, onStop.apply(guid));
    }

    @Override
    public CompletableFuture<Void> ping() {
        return note("ping", onPing.get());
    }

    @Override
    public CompletableFuture<SocketToken> socketToken() {
        return note("socketToken", new CompletableFuture<>());
    }

    @Override
    public CompletableFuture<RemoteFile> open(URI link, FileRange range) {
        return note("open " + link + " " + range.offset(), onOpen.apply(link, range));
    }
}
