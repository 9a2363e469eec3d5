package io.exportcomments.transport.vertx;

import io.exportcomments.AsyncExportComments;
import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.annotation.Experimental;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.result.Comment;
import io.exportcomments.result.RowFormat;
import io.exportcomments.result.RowSink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An {@link ExportComments} client as a Vert.x program likes it: the same client and the same promises, with a
 * {@link Future} for each operation and a {@link VertxStream} for updates.
 *
 * <p>Nothing blocks. Futures are completed, and streams deliver, on the context of the caller. They fail with what the
 * blocking face throws. A client that is opened by a verticle is closed when that is undeployed. Thread-safe.
 *
 * <pre>{@code
 * VertxExportComments.open(vertx, ExportComments.builder().token(token).updates(PollingUpdates.create()))
 *         .compose(client -> client.create(ExportRequest.of(url)))
 *         .onSuccess(job -> job.onUpdate(update -> System.out.println(update.status())));
 * }</pre>
 */
public final class VertxExportComments {
    private final Vertx vertx;
    private final AsyncExportComments client;
    private final @Nullable ClientLife life;

    private VertxExportComments(Vertx vertx, AsyncExportComments client, @Nullable ClientLife life) {
        this.vertx = vertx;
        this.client = client;
        this.life = life;
    }

    /**
     * Opens a client on a Vertx, which stays open when the client is closed. Where a verticle opens it, it is closed
     * with the verticle, and undeploying waits for that; otherwise it is closed with the Vertx at the latest.
     *
     * @param builder what the client is built with; its transport is set here
     */
    public static Future<VertxExportComments> open(Vertx vertx, ExportCommentsBuilder builder) {
        return open(vertx, builder, VertxTransport.create(vertx));
    }

    /**
     * Opens a client on a Vertx, as {@link #open(Vertx, ExportCommentsBuilder)} does.
     *
     * @param transport the transport, such as one with options for proxy and TLS; usually on the same Vertx
     */
    public static Future<VertxExportComments> open(
            Vertx vertx, ExportCommentsBuilder builder, VertxTransport transport) {
        ClientLife life = new ClientLife(builder.transport(transport));
        return life.begin(vertx).map(built -> new VertxExportComments(vertx, built.async(), life));
    }

    /** A view of a client that is open, and stays so when the view is closed. */
    public static VertxExportComments of(Vertx vertx, ExportComments client) {
        return new VertxExportComments(Objects.requireNonNull(vertx, "vertx"), client.async(), null);
    }

    /** The same client with futures of the JDK. */
    public AsyncExportComments async() {
        return client;
    }

    /** Creates an export job, never twice; see {@link ExportComments#create}. */
    public Future<VertxJobHandle> create(ExportRequest request) {
        return future(client.create(request)).map(job -> new VertxJobHandle(this, job));
    }

    /** Creates a batch, never twice; see {@link ExportComments#createBatch(BatchRequest)}. */
    @Experimental
    public Future<VertxBatchHandle> createBatch(BatchRequest request) {
        return future(client.createBatch(request)).map(batch -> new VertxBatchHandle(this, batch));
    }

    /** A handle for a batch known by its id; nothing is sent. */
    @Experimental
    public VertxBatchHandle batch(BatchId id) {
        return new VertxBatchHandle(this, client.batch(id));
    }

    /** A handle for a job known by its guid; nothing is sent. */
    public VertxJobHandle job(JobGuid guid) {
        return new VertxJobHandle(this, client.job(guid));
    }

    /** Reads a job. */
    public Future<Job> get(JobGuid guid) {
        return future(client.get(guid));
    }

    /**
     * Reads a page of the account's jobs, newest first.
     *
     * @param page the page, from 1
     * @param limit how many jobs a page has, 1 to 100
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Future<JobPage> list(int page, int limit) {
        return future(client.list(page, limit));
    }

    /** All jobs of the account, newest first, each once; pages are read as there is demand. */
    public VertxStream<Job> listAll() {
        return stream(client.listAll());
    }

    /** Runs a failed job again. */
    public Future<Job> retry(JobGuid guid) {
        return future(client.retry(guid));
    }

    /** Ends a queued or running job. */
    public Future<Job> stop(JobGuid guid) {
        return future(client.stop(guid));
    }

    /** Succeeds if the service is there and the token is good. */
    public Future<Void> ping() {
        return future(client.ping());
    }

    /** The account's webhooks, to be managed. */
    @Experimental
    public VertxWebhooks webhooks() {
        return new VertxWebhooks(this, client.webhooks());
    }

    /** The updates of a job: the present state first, the end last. */
    public VertxStream<JobUpdate> watch(JobGuid guid) {
        return stream(client.watch(guid));
    }

    /** Waits until a job is done, and fails if it comes to another end or the time is over. The job goes on then. */
    public Future<Job> await(JobGuid guid, Duration deadline) {
        return future(client.await(guid, deadline));
    }

    /** Writes a result to a file; no event loop is blocked. */
    public Future<Path> download(Job job, ResultFormat format, Path target, DownloadOptions options) {
        return future(client.download(job, format, target, options));
    }

    /** Opens a result as a stream of bytes, which blocks: read it by {@link Vertx#executeBlocking}. */
    public Future<InputStream> open(Job job, ResultFormat format) {
        return future(client.open(job, format));
    }

    /** The rows of a JSON result, which block: read them by {@link Vertx#executeBlocking}. */
    public Future<Stream<Map<String, @Nullable Object>>> rows(Job job) {
        return future(client.rows(job));
    }

    /** Makes a file of the rows of a JSON result while they arrive; no event loop is blocked. */
    public Future<Path> download(Job job, RowFormat format, Path target, DownloadOptions options) {
        return future(client.download(job, format, target, options));
    }

    /** Gives the rows of a JSON result to a sink, which may block: it is called on a worker thread of the client. */
    public Future<Long> rows(Job job, RowSink sink) {
        return future(client.rows(job, sink));
    }

    /** The rows of a JSON result as comments, which block: read them by {@link Vertx#executeBlocking}. */
    public Future<Stream<Comment>> comments(Job job) {
        return future(client.comments(job));
    }

    /**
     * Closes the client, if it was opened here: all that is under way ends, jobs go on at the service. Doing so twice
     * is fine.
     */
    public Future<Void> close() {
        return life == null ? Future.succeededFuture() : future(life.end());
    }

    <T> Future<T> future(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
    }

    <T> VertxStream<T> stream(Flow.Publisher<T> publisher) {
        return new PublishedStream<>(publisher, vertx.getOrCreateContext());
    }
}
