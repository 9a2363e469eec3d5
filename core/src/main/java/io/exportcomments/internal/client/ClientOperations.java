package io.exportcomments.internal.client;

import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.JobFailedException;
import io.exportcomments.error.JobStoppedException;
import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.internal.list.JobsPublisher;
import io.exportcomments.internal.watch.BatchEnd;
import io.exportcomments.internal.watch.BatchUpdates;
import io.exportcomments.internal.watch.Watches;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.BatchUpdate;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobCommand;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.WebhookTransport;
import io.exportcomments.result.RowFormat;
import io.exportcomments.result.RowSink;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What both faces of a client can do. Thread-safe; nothing blocks except {@link #close()}. */
public final class ClientOperations implements AutoCloseable {
    private final ClientSettings settings;
    private volatile Opened opened;

    /** What lives from opening to closing. */
    private record Opened(ClientParts parts, JobCommands commands, ResultFiles files) {}

    /** Opens a client; if one of its parts fails to open, those opened before are closed again. */
    public ClientOperations(ClientSettings settings) {
        this.settings = settings;
        this.opened = open();
    }

    private Opened open() {
        ClientParts parts = new ClientParts(settings);
        return new Opened(
                parts,
                new JobCommands(parts.calls.foreground(), parts.watches, parts.fresh),
                new ResultFiles(parts.downloads, parts.links, this::get));
    }

    /** Opens new parts with the same settings, if those before are closed. */
    public synchronized void reopen() {
        if (opened.parts().isClosed()) {
            opened = open();
        }
    }

    /** How long things may take. */
    public Timeouts timeouts() {
        return settings.connection().timeouts();
    }

    private ClientParts parts() {
        return opened.parts();
    }

    /** Starts a call for a caller who only waits for it; see {@link io.exportcomments.port.Transport#startHere}. */
    public <T> CompletableFuture<T> startHere(Supplier<CompletableFuture<T>> start) {
        return parts().transport.startHere(start);
    }

    /** Follows jobs. */
    public Watches following() {
        return parts().watches;
    }

    /** Creates a job. */
    public CompletableFuture<Job> create(ExportRequest request, CreationJournal journal) {
        return created(parts().creator.create(request, journal));
    }

    /** Finishes a creation that an earlier run of the program sent. */
    public CompletableFuture<Job> resumeCreate(
            ExportRequest request,
            Instant sentAt,
            Set<JobGuid> ofOthers,
            Map<JobGuid, Instant> sendings,
            CreationJournal journal) {
        return created(parts().creator.resume(request, sentAt, ofOthers, sendings, journal));
    }

    private CompletableFuture<Job> created(CompletableFuture<Job> creation) {
        Chain<Job> chain = new Chain<>();
        return chain.step(noted(creation), job -> {
            parts().fresh.add(job.guid());
            chain.complete(job);
        });
    }

    /** Creates a batch. */
    public CompletableFuture<BatchReceipt> createBatch(BatchRequest request, CreationJournal journal) {
        Chain<BatchReceipt> chain = new Chain<>();
        return chain.step(parts().creator.createBatch(request, journal), receipt -> {
            following().named(receipt.guids());
            receipt.guids().forEach(parts().fresh::add);
            receipt.batchId().ifPresent(parts().fresh::add);
            chain.complete(receipt);
        });
    }

    /** Reads a batch. */
    public CompletableFuture<BatchState> batch(BatchId id) {
        Chain<BatchState> chain = new Chain<>();
        JobTransport calls = parts().calls.foreground();
        return chain.step(parts().fresh.ask(id, () -> calls.batch(id)), state -> {
            parts().creator.seen(state.jobs());
            following().named(state.guids());
            chain.complete(state);
        });
    }

    /** The updates of a batch; the supplier finds out which jobs it has. */
    public Flow.Publisher<BatchUpdate> batchUpdates(Supplier<CompletableFuture<List<JobGuid>>> guids) {
        return subscriber -> new BatchUpdates(following(), guids, parts().callbacks).subscribe(subscriber);
    }

    /** Waits for all jobs of a batch to end, however they do. */
    public CompletableFuture<BatchUpdate> awaitBatch(
            Supplier<CompletableFuture<List<JobGuid>>> guids, Duration deadline) {
        Chain<BatchUpdate> chain = timed(deadline, ErrorContext.NONE);
        return chain.step(BatchEnd.of(batchUpdates(guids)), chain::complete);
    }

    /** Reads a job. */
    public CompletableFuture<Job> get(JobGuid guid) {
        JobTransport calls = parts().calls.foreground();
        return noted(parts().fresh.ask(guid, () -> calls.get(guid)));
    }

    private CompletableFuture<Job> noted(CompletableFuture<Job> answer) {
        Chain<Job> chain = new Chain<>();
        return chain.step(answer, job -> {
            parts().watches.seen(job);
            parts().creator.seen(List.of(job));
            chain.complete(job);
        });
    }

    /** Reads a page of the list. */
    public CompletableFuture<JobPage> list(int page, int limit) {
        Chain<JobPage> chain = new Chain<>();
        return chain.step(parts().calls.foreground().list(page, limit), answer -> {
            parts().creator.seen(answer.jobs());
            chain.complete(answer);
        });
    }

    /** All jobs, newest first. */
    public Flow.Publisher<Job> listAll(int pageSize) {
        return new JobsPublisher(this::list, pageSize, parts().callbacks);
    }

    /** Checks that the service can be reached and accepts the token. */
    public CompletableFuture<Void> ping() {
        return parts().calls.foreground().ping();
    }

    /** Manages webhooks. */
    public WebhookTransport webhooks() {
        return parts().webhooks;
    }

    /** Runs a failed job again. */
    public CompletableFuture<Job> retry(JobGuid guid) {
        return opened.commands().send(JobCommand.RETRY, guid);
    }

    /** Stops a queued or running job. */
    public CompletableFuture<Job> stop(JobGuid guid) {
        return opened.commands().send(JobCommand.STOP, guid);
    }

    /** Waits for the job to be done. */
    public CompletableFuture<Job> await(JobGuid guid, Duration deadline) {
        Chain<Job> chain = timed(deadline, ErrorContext.of(guid));
        return chain.step(parts().watches.end(guid), job -> finish(chain, job));
    }

    private <T> Chain<T> timed(Duration deadline, ErrorContext context) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("The deadline must be more than zero: " + deadline);
        }
        Chain<T> chain = new Chain<>();
        Timekeeper.Timer timer = parts().deadlines
                .after(
                        deadline,
                        () -> parts().onCallbackThread(() ->
                                chain.completeExceptionally(new DeadlineExceededException(context, deadline, null))));
        chain.whenComplete((end, error) -> timer.cancel());
        return chain;
    }

    private static void finish(Chain<Job> chain, Job job) {
        if (job.status() == JobStatus.ERROR) {
            chain.completeExceptionally(new JobFailedException(ErrorContext.of(job.guid()), job, null));
        } else if (job.status() == JobStatus.STOPPED) {
            chain.completeExceptionally(new JobStoppedException(ErrorContext.of(job.guid()), job, null));
        } else {
            chain.complete(job);
        }
    }

    /** Writes a result to a file. */
    public CompletableFuture<Path> download(Job job, ResultFormat format, Path target, DownloadOptions options) {
        return opened.files().download(job, format, target, options);
    }

    /** Opens a result as a stream. */
    public CompletableFuture<InputStream> open(Job job, ResultFormat format) {
        return opened.files().open(job, format);
    }

    /** Opens the rows of a JSON result. */
    public CompletableFuture<Stream<Map<String, @Nullable Object>>> rows(Job job) {
        return opened.files().rows(job);
    }

    /** Gives the rows of a JSON result to a sink. */
    public CompletableFuture<Long> rows(Job job, RowSink sink) {
        return opened.files().rows(job, sink);
    }

    /** Makes a file of the rows of a JSON result. */
    public CompletableFuture<Path> download(Job job, RowFormat format, Path target, DownloadOptions options) {
        return opened.files().download(job, format, target, options);
    }

    @Override
    public void close() {
        parts().close();
    }
}
