package io.exportcomments;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.internal.client.ClientOperations;
import io.exportcomments.internal.list.PageIterator;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Operation;
import io.exportcomments.job.Plan;
import io.exportcomments.platform.Platform;
import io.exportcomments.port.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The client: creates export jobs, follows them to their end, and fetches their files.
 *
 * <p>This is the blocking face; {@link #async()} is the other one, over the same connection and watches. A call blocks
 * at most as long as the builder's call time-out, 60 s by default; for a download, that bounds the time until the
 * first byte. An interrupt ends a call with a {@link io.exportcomments.error.CallCancelledException} and keeps the
 * thread's flag. All errors but mistakes in the arguments are {@link ExportCommentsException}s.
 *
 * <p>Thread-safe; one client for an account is enough, and two would not know of each other's requests. Whoever builds
 * it closes it.
 */
public final class ExportComments extends ResultReads implements AutoCloseable {
    /** How many jobs a page of a list has, unless a call says otherwise. */
    public static final int PAGE_SIZE = 20;

    private final ClientOperations operations;
    private final Plan plan;
    private final boolean planSet;
    private final AsyncExportComments async;

    ExportComments(ClientOperations operations, Plan plan, boolean planSet) {
        super(operations);
        this.operations = operations;
        this.plan = plan;
        this.planSet = planSet;
        this.async = new AsyncExportComments(operations, this);
    }

    /** A builder with the defaults. */
    public static ExportCommentsBuilder builder() {
        return new ExportCommentsBuilder();
    }

    /** The asynchronous face of this client. */
    public AsyncExportComments async() {
        return async;
    }

    /** The account's plan, as the builder was told; {@link Plan#PREMIUM} if it was not. */
    public Plan plan() {
        return plan;
    }

    /** Whether the builder was told the account's plan: else {@link #plan} is a guess that holds nothing up. */
    public boolean isPlanSet() {
        return planSet;
    }

    /** How long things may take, as the builder was told; never null. */
    public Timeouts timeouts() {
        return operations.timeouts();
    }

    /**
     * Creates an export job. It is never created twice: if no answer arrives, the job is looked up before anything is
     * sent again.
     *
     * @throws io.exportcomments.error.CreateOutcomeUnknownException if it can't be told whether the job exists
     * @throws io.exportcomments.error.RateLimitException if a limit of the plan is reached; nothing was created
     * @throws io.exportcomments.error.InvalidRequestException if the service rejects the URL or an option as invalid
     */
    public JobHandle create(ExportRequest request) {
        return create(request, CreationJournal.NONE);
    }

    /**
     * The same as {@link #create(ExportRequest)}, with a journal that hears of each sending just before it goes out,
     * so that another run of the program can finish the creation by
     * {@link #resumeCreate(ExportRequest, Instant, Set, CreationJournal)}.
     */
    public JobHandle create(ExportRequest request, CreationJournal journal) {
        return handle(operations.create(request, journal));
    }

    /**
     * Finishes a creation that an earlier run of the program sent, and of whose outcome it knows nothing: the job is
     * looked up as if the answer had been lost just now, and created only if it certainly does not exist.
     *
     * @param request the request that was sent
     * @param sentAt when it was sent, as the journal was told
     * @param ofOthers jobs that are known to belong to other creations, whose number does not matter
     * @param journal hears of the sending, if there is another
     * @throws io.exportcomments.error.CreateOutcomeUnknownException if it can't be told whether the job exists
     */
    public JobHandle resumeCreate(
            ExportRequest request, Instant sentAt, Set<JobGuid> ofOthers, CreationJournal journal) {
        return handle(operations.resumeCreate(request, sentAt, ofOthers, Map.of(), journal));
    }

    /**
     * The same, with the times at which the others were sent. Where the list shows their jobs, it also shows how far
     * the service's clock is from the one that the times are of, and so whose the job is that is looked for, even if
     * the clocks differ by hours.
     *
     * @param ofOthers jobs that are known to belong to other creations, each with the time at which it was sent, as the
     *     journal was told
     */
    public JobHandle resumeCreate(
            ExportRequest request, Instant sentAt, Map<JobGuid, Instant> ofOthers, CreationJournal journal) {
        return handle(operations.resumeCreate(request, sentAt, ofOthers.keySet(), ofOthers, journal));
    }

    /**
     * Creates an export job for each of several URLs by one request. The service runs them at the plan's concurrency,
     * and none of them takes a place in the plan's queue. A batch is sent once and never again: if no answer arrives,
     * the job of each URL is looked up.
     *
     * @return the batch, whose receipt says which URLs the service did not take
     * @throws io.exportcomments.error.BatchOutcomeUnknownException if not all of its jobs can be found after that
     * @throws io.exportcomments.error.NotFoundException if the service has no batches; nothing was created
     * @throws io.exportcomments.error.RateLimitException if a limit of the plan is reached; nothing was created
     * @throws io.exportcomments.error.InvalidRequestException if the batch is larger than the plan allows
     */
    @Experimental
    public BatchHandle createBatch(BatchRequest request) {
        return createBatch(request, CreationJournal.NONE);
    }

    /**
     * The same as {@link #createBatch(BatchRequest)}, with a journal that hears of each URL just before the batch goes
     * out, so that another run of the program can finish the creation of each by {@link #resumeCreate}.
     */
    @Experimental
    public BatchHandle createBatch(BatchRequest request, CreationJournal journal) {
        return new BatchHandle(
                Blocking.join(async.createBatch(request, journal), ErrorContext.of(Operation.BATCH_CREATE, null)));
    }

    /** A handle for a batch known by its id; nothing is sent. */
    @Experimental
    public BatchHandle batch(BatchId id) {
        return new BatchHandle(async.batch(id));
    }

    private JobHandle handle(CompletableFuture<Job> creation) {
        Job job = Blocking.join(creation, ErrorContext.of(Operation.CREATE, null));
        return new JobHandle(this, job.guid(), job);
    }

    /** A handle for a job known by its guid; nothing is sent. */
    public JobHandle job(JobGuid guid) {
        return new JobHandle(this, guid, null);
    }

    /**
     * A handle for a job known by its guid; nothing is sent.
     *
     * @throws IllegalArgumentException if this is no guid
     */
    public JobHandle job(String guid) {
        return job(JobGuid.of(guid));
    }

    /**
     * Reads a job.
     *
     * @throws io.exportcomments.error.NotFoundException if there is no such job
     */
    public Job get(JobGuid guid) {
        return Blocking.join(operations.startHere(() -> operations.get(guid)), ErrorContext.of(Operation.GET, guid));
    }

    /**
     * Reads a page of the account's jobs, newest first.
     *
     * @param page the page, from 1
     * @param limit how many jobs a page has, 1 to 100
     * @throws IllegalArgumentException if a number is out of its range
     */
    public JobPage list(int page, int limit) {
        return Blocking.join(
                operations.startHere(() -> async.list(page, limit)), ErrorContext.of(Operation.LIST, null));
    }

    /**
     * All jobs of the account, newest first, each once. Lazy: a page of {@link #PAGE_SIZE} is read when its first job
     * is asked for, so reading on can throw what {@link #list} throws. Not parallel.
     */
    public Stream<Job> listAll() {
        var pages = new PageIterator(this::list, PAGE_SIZE);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /**
     * Runs a failed job again, as a new attempt. Not repeated if no answer arrives: the job is read then, to see if it
     * was accepted. A failure that can't be told from the one before is believed by this client's watches from 40 s
     * after that, as until then a part of the service may not know of the retry.
     *
     * @throws io.exportcomments.error.LifecycleConflictException if the job did not fail
     */
    public Job retry(JobGuid guid) {
        return Blocking.join(
                operations.startHere(() -> operations.retry(guid)), ErrorContext.of(Operation.RETRY, guid));
    }

    /**
     * Stops a queued or running job, for good.
     *
     * @throws io.exportcomments.error.LifecycleConflictException if the job is over
     */
    public Job stop(JobGuid guid) {
        return Blocking.join(operations.startHere(() -> operations.stop(guid)), ErrorContext.of(Operation.STOP, guid));
    }

    /**
     * Returns if the service can be reached and accepts the token.
     *
     * @throws io.exportcomments.error.AuthenticationException if the service does not accept the token
     * @throws io.exportcomments.error.ConnectionException if the service can't be reached
     */
    public void ping() {
        Blocking.join(operations.startHere(operations::ping), ErrorContext.of(Operation.PING, null));
    }

    /** Manages the account's webhooks. This call alone sends nothing. */
    @Experimental
    public Webhooks webhooks() {
        return new Webhooks(async.webhooks());
    }

    /**
     * The updates of a job. Each subscriber watches from now on: it gets the current state first, then each change,
     * the end last, and then completes; it is called by the callback threads. A slow one gets the newest progress
     * instead of older ones. An error of the stream means that the watch ended, not the job. Cancelling frees
     * everything at once.
     */
    public Flow.Publisher<JobUpdate> watch(JobGuid guid) {
        return operations.following().updates(guid);
    }

    /**
     * Waits until a job is done.
     *
     * @param deadline how long to wait, more than zero; it ends the wait, not the job
     * @return the job, done
     * @throws io.exportcomments.error.JobFailedException if it failed
     * @throws io.exportcomments.error.JobStoppedException if it was stopped
     * @throws io.exportcomments.error.DeadlineExceededException if it did not end in time; it can be waited for again
     */
    public Job await(JobGuid guid, Duration deadline) {
        return Blocking.join(operations.await(guid, deadline), ErrorContext.of(guid));
    }

    /** The platforms that the service is known to export from; this call sends nothing. */
    public List<Platform> platforms() {
        return Platform.all();
    }

    /**
     * Opens this client again after {@link #close()}, with the same settings: for containers whose parts stop and
     * start, as those of a Spring context do. What close() ended does not come back; handles of jobs that were made
     * before work again, and jobs can be watched again. Does nothing while the client is open.
     */
    public void reopen() {
        operations.reopen();
    }

    /**
     * Ends all watches, calls and downloads in progress with a {@link io.exportcomments.error.ClientClosedException},
     * and frees all threads and connections that the client made. What was lent to it stays open. Jobs continue at the
     * service. Closing twice is fine.
     */
    @Override
    public void close() {
        operations.close();
    }
}
