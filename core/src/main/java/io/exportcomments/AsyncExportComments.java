package io.exportcomments;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.internal.client.ClientOperations;
import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.result.Comment;
import io.exportcomments.result.FlatRows;
import io.exportcomments.result.RowFormat;
import io.exportcomments.result.RowSink;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous face of an {@link ExportComments} client, over the same connection and watches.
 *
 * <p>No method blocks. Futures fail with what the blocking face throws, not wrapped; cancelling one, with either flag,
 * ends what it stands for, down to the exchange on the wire. Threads of the transport or the callback threads complete
 * them: dependent stages must not block there, least of all on another call; a program that has more to do moves it to
 * threads of its own ({@code thenApplyAsync} with an executor). Thread-safe; closed with its client.
 */
public final class AsyncExportComments {
    private static final int LARGEST_PAGE = 100;

    private final ClientOperations operations;
    private final ExportComments client;

    AsyncExportComments(ClientOperations operations, ExportComments client) {
        this.operations = operations;
        this.client = client;
    }

    /** The blocking face of this client. */
    public ExportComments blocking() {
        return client;
    }

    /**
     * Creates an export job, never twice; see {@link ExportComments#create(ExportRequest)}. Cancelling the future
     * stops the attempt; the job may already have been created, and then shows in the list.
     */
    public CompletableFuture<AsyncJobHandle> create(ExportRequest request) {
        return create(request, CreationJournal.NONE);
    }

    /** The same with a journal; see {@link ExportComments#create(ExportRequest, CreationJournal)}. */
    public CompletableFuture<AsyncJobHandle> create(ExportRequest request, CreationJournal journal) {
        return handle(operations.create(request, journal));
    }

    /**
     * Finishes a creation that an earlier run of the program sent; see
     * {@link ExportComments#resumeCreate(ExportRequest, Instant, Set, CreationJournal)}.
     */
    public CompletableFuture<AsyncJobHandle> resumeCreate(
            ExportRequest request, Instant sentAt, Set<JobGuid> ofOthers, CreationJournal journal) {
        return handle(operations.resumeCreate(request, sentAt, ofOthers, Map.of(), journal));
    }

    /** The same with times; see {@link ExportComments#resumeCreate(ExportRequest, Instant, Map, CreationJournal)}. */
    public CompletableFuture<AsyncJobHandle> resumeCreate(
            ExportRequest request, Instant sentAt, Map<JobGuid, Instant> ofOthers, CreationJournal journal) {
        return handle(operations.resumeCreate(request, sentAt, ofOthers.keySet(), ofOthers, journal));
    }

    /**
     * Creates a batch, never twice; see {@link ExportComments#createBatch(BatchRequest)}. Cancelling the future stops
     * the attempt; the jobs may already have been created, and then show in the list.
     */
    @Experimental
    public CompletableFuture<AsyncBatchHandle> createBatch(BatchRequest request) {
        return createBatch(request, CreationJournal.NONE);
    }

    /** The same with a journal; see {@link ExportComments#createBatch(BatchRequest, CreationJournal)}. */
    @Experimental
    public CompletableFuture<AsyncBatchHandle> createBatch(BatchRequest request, CreationJournal journal) {
        Chain<AsyncBatchHandle> chain = new Chain<>();
        return chain.step(
                operations.createBatch(request, journal),
                receipt -> chain.complete(new AsyncBatchHandle(operations, receipt)));
    }

    /** A handle for a batch known by its id; nothing is sent. */
    @Experimental
    public AsyncBatchHandle batch(BatchId id) {
        return new AsyncBatchHandle(operations, id);
    }

    private CompletableFuture<AsyncJobHandle> handle(CompletableFuture<Job> creation) {
        Chain<AsyncJobHandle> chain = new Chain<>();
        return chain.step(creation, job -> chain.complete(handle(job.guid(), job)));
    }

    /** A handle for a job known by its guid; nothing is sent. */
    public AsyncJobHandle job(JobGuid guid) {
        return handle(guid, null);
    }

    AsyncJobHandle handle(JobGuid guid, @Nullable Job created) {
        return new AsyncJobHandle(operations, guid, created);
    }

    /** Reads a job; see {@link ExportComments#get}. */
    public CompletableFuture<Job> get(JobGuid guid) {
        return operations.get(guid);
    }

    /**
     * Reads a page of the account's jobs, newest first.
     *
     * @param page the page, from 1
     * @param limit how many jobs a page has, 1 to 100
     * @throws IllegalArgumentException if a number is out of its range
     */
    public CompletableFuture<JobPage> list(int page, int limit) {
        if (page < 1 || limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("Pages count from 1, and a page has 1 to " + LARGEST_PAGE
                    + " jobs: page " + page + ", limit " + limit);
        }
        return operations.list(page, limit);
    }

    /** All jobs of the account, newest first, each once; pages are read as they are requested, one at a time. */
    public Flow.Publisher<Job> listAll() {
        return operations.listAll(ExportComments.PAGE_SIZE);
    }

    /** Runs a failed job again; see {@link ExportComments#retry}. */
    public CompletableFuture<Job> retry(JobGuid guid) {
        return operations.retry(guid);
    }

    /** Stops a queued or running job; see {@link ExportComments#stop}. */
    public CompletableFuture<Job> stop(JobGuid guid) {
        return operations.stop(guid);
    }

    /** Completes if the service can be reached and accepts the token; see {@link ExportComments#ping}. */
    public CompletableFuture<Void> ping() {
        return operations.ping();
    }

    /** Manages the account's webhooks; see {@link ExportComments#webhooks}. */
    @Experimental
    public AsyncWebhooks webhooks() {
        return new AsyncWebhooks(operations::webhooks);
    }

    /** The updates of a job; see {@link ExportComments#watch}. */
    public Flow.Publisher<JobUpdate> watch(JobGuid guid) {
        return operations.following().updates(guid);
    }

    /**
     * Waits until a job is done; see {@link ExportComments#await}. Cancelling the future ends the waiting, not the
     * job.
     */
    public CompletableFuture<Job> await(JobGuid guid, Duration deadline) {
        return operations.await(guid, deadline);
    }

    /**
     * Writes a result to a file, on the worker threads; see {@link ExportComments#download(Job, ResultFormat, Path,
     * DownloadOptions)}.
     */
    public CompletableFuture<Path> download(Job job, ResultFormat format, Path target, DownloadOptions options) {
        return operations.download(job, format, target, options);
    }

    /** Opens a result as a stream of bytes, which blocks when it is read; see {@link ExportComments#open}. */
    public CompletableFuture<InputStream> open(Job job, ResultFormat format) {
        return operations.open(job, format);
    }

    /** The rows of a JSON result, which block when they are read; see {@link ExportComments#rows}. */
    public CompletableFuture<Stream<Map<String, @Nullable Object>>> rows(Job job) {
        return operations.rows(job);
    }

    /**
     * Gives the rows of a JSON result to a sink, on the worker threads; see {@link ExportComments#rows(Job, RowSink)}.
     */
    public CompletableFuture<Long> rows(Job job, RowSink sink) {
        return operations.rows(job, sink);
    }

    /** The rows of a JSON result as comments, which block when they are read; see {@link ExportComments#comments}. */
    public CompletableFuture<Stream<Comment>> comments(Job job) {
        Chain<Stream<Comment>> chain = new Chain<>();
        return chain.step(operations.rows(job), rows -> {
            if (!chain.complete(FlatRows.of(rows).map(Comment::of))) {
                rows.close();
            }
        });
    }

    /**
     * Makes a file of the rows of a JSON result, on the worker threads; see {@link ExportComments#download(Job,
     * RowFormat, Path, DownloadOptions)}.
     */
    public CompletableFuture<Path> download(Job job, RowFormat format, Path target, DownloadOptions options) {
        return operations.download(job, format, target, options);
    }
}
