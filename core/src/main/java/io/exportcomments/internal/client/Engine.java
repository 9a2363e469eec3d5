package io.exportcomments.internal.client;

import io.exportcomments.adapter.SystemTimekeeper;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.JobFailedException;
import io.exportcomments.error.JobStoppedException;
import io.exportcomments.error.LifecycleConflictException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.event.ClientListener;
import io.exportcomments.internal.call.Calls;
import io.exportcomments.internal.concurrent.CallbackThreads;
import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.internal.create.Creator;
import io.exportcomments.internal.download.Downloads;
import io.exportcomments.internal.list.JobsPublisher;
import io.exportcomments.internal.time.Agenda;
import io.exportcomments.internal.watch.Following;
import io.exportcomments.internal.watch.PacedStateReader;
import io.exportcomments.internal.watch.Watches;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobCommand;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Lifecycle;
import io.exportcomments.job.Operation;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Transport;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.port.WebhookTransport;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What both faces of a client stand on: the parts, put together here and taken down in the opposite order. Thread-safe; nothing
 * blocks but {@link #close()}, and that only as long as the transport's closing does.
 */
public final class Engine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.exportcomments");

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Executor callbacks;
    private final Calls calls;
    private final WebhookTransport webhooks;
    private final Watches watches;
    private final Creator creator;
    private final Downloads downloads;
    private final Agenda deadlines;

    /** Opens everything; if a part fails to open, what was opened before is closed again. */
    public Engine(EngineSettings settings) {
        try {
            Timekeeper timekeeper = settings.timekeeper();
            if (timekeeper == null) {
                timekeeper = opened(new SystemTimekeeper());
            }
            Executor given = settings.callbackExecutor();
            callbacks = given != null ? given : opened(new CallbackThreads(timekeeper));
            Executor workers = settings.workerExecutor();
            if (workers == null) {
                workers = opened(new Workers());
            }
            Transport transport = opened(settings.transport().open(settings.connection()));
            calls = opened(new Calls(
                    transport.jobs(),
                    settings.interceptors(),
                    timekeeper,
                    settings.connection().timeouts(),
                    this::aside));
            webhooks = calls.webhooks(transport::webhooks);
            PacedStateReader states =
                    opened(new PacedStateReader(calls.background(), timekeeper, settings.watchRequestsPerMinute()));
            List<UpdateSource> sources = new ArrayList<>();
            ClientListener events = Listeners.of(settings.listeners());
            UpdateContext context = new UpdateContext(
                    calls.background(),
                    transport.sockets(),
                    states,
                    timekeeper,
                    events,
                    settings.connection().baseUrl());
            for (UpdateSourceProvider provider : settings.updates()) {
                sources.add(opened(provider.open(context)));
            }
            creator =
                    opened(new Creator(calls, timekeeper, settings.connection().timeouts(), this::aside));
            downloads = opened(new Downloads(calls.foreground(), timekeeper, workers, transport.rows()));
            deadlines = new Agenda(timekeeper);
            watches = opened(new Watches(sources, states, timekeeper, callbacks, settings.watching(), events));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        toClose.push(part);
        return part;
    }

    /** Runs what a timer sets off, on the callback threads; after close, where it is. */
    private void aside(Runnable task) {
        try {
            callbacks.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** Follows jobs. */
    public Following following() {
        return watches;
    }

    /** Creates a job. */
    public CompletableFuture<Job> create(ExportRequest request) {
        Chain<Job> chain = new Chain<>();
        return chain.step(creator.create(request), noting(chain));
    }

    /** Reads a job. */
    public CompletableFuture<Job> get(JobGuid guid) {
        Chain<Job> chain = new Chain<>();
        return chain.step(calls.foreground().get(guid), noting(chain));
    }

    private Consumer<Job> noting(Chain<Job> chain) {
        return job -> {
            watches.seen(job);
            chain.complete(job);
        };
    }

    /** Reads a page of the list. */
    public CompletableFuture<JobPage> list(int page, int limit) {
        return calls.foreground().list(page, limit);
    }

    /** All jobs, newest first. */
    public Flow.Publisher<Job> listAll(int pageSize) {
        return new JobsPublisher(page -> list(page, pageSize), callbacks);
    }

    /** Asks whether the service is there and the token good. */
    public CompletableFuture<Void> ping() {
        return calls.foreground().ping();
    }

    /** What is asked about webhooks. */
    public WebhookTransport webhooks() {
        return webhooks;
    }

    /** Runs a failed job again. */
    public CompletableFuture<Job> retry(JobGuid guid) {
        return command(JobCommand.RETRY, guid);
    }

    /** Ends a queued or running job. */
    public CompletableFuture<Job> stop(JobGuid guid) {
        return command(JobCommand.STOP, guid);
    }

    /**
     * What is known of a job may be old, so only a final status refuses a command without asking. If the service refuses it, the
     * job is read to say why.
     */
    private CompletableFuture<Job> command(JobCommand command, JobGuid guid) {
        JobStatus known = watches.snapshot(guid).map(Job::status).orElse(JobStatus.UNKNOWN);
        if (known.isFinal()) {
            return CompletableFuture.failedFuture(conflict(command, guid, known, null));
        }
        Chain<Job> chain = new Chain<>();
        CompletableFuture<Job> sent = command == JobCommand.RETRY
                ? calls.foreground().retry(guid)
                : calls.foreground().stop(guid);
        return chain.step(sent, noting(chain), error -> {
            if (error instanceof InvalidRequestException) {
                explain(chain, command, guid, error);
            } else {
                chain.completeExceptionally(error);
            }
        });
    }

    private void explain(Chain<Job> chain, JobCommand command, JobGuid guid, Throwable refusal) {
        chain.step(
                get(guid),
                job -> chain.completeExceptionally(
                        Lifecycle.allows(job.status(), command)
                                ? refusal
                                : conflict(command, guid, job.status(), refusal)),
                unread -> chain.completeExceptionally(refusal));
    }

    private static LifecycleConflictException conflict(
            JobCommand command, JobGuid guid, JobStatus status, @Nullable Throwable refusal) {
        Operation operation = command == JobCommand.RETRY ? Operation.RETRY : Operation.STOP;
        return new LifecycleConflictException(ErrorContext.of(operation, guid), status, refusal);
    }

    /** Waits for the job to be done. */
    public CompletableFuture<Job> await(JobGuid guid, Duration deadline) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("The deadline must be more than zero: " + deadline);
        }
        Chain<Job> chain = new Chain<>();
        Timekeeper.Timer timer = deadlines.after(
                deadline,
                () -> aside(() -> chain.completeExceptionally(
                        new DeadlineExceededException(ErrorContext.of(guid), deadline, null))));
        chain.whenComplete((job, error) -> timer.cancel());
        return chain.step(watches.end(guid), job -> finish(chain, job));
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
        Chain<Path> chain = new Chain<>();
        return chain.step(
                withLink(job, format),
                ready -> chain.step(downloads.toFile(ready, format, target, options), chain::complete));
    }

    /** Opens a result as a stream. */
    public CompletableFuture<InputStream> open(Job job, ResultFormat format) {
        Chain<InputStream> chain = new Chain<>();
        return chain.step(
                withLink(job, format),
                ready -> chain.step(downloads.open(ready, format), stream -> give(chain, stream)));
    }

    /** Opens the rows of a JSON result. */
    public CompletableFuture<Stream<Map<String, @Nullable Object>>> rows(Job job) {
        Chain<Stream<Map<String, @Nullable Object>>> chain = new Chain<>();
        return chain.step(
                withLink(job, ResultFormat.JSON),
                ready -> chain.step(downloads.rows(ready), rows -> give(chain, rows)));
    }

    /** Hands an open thing over, or closes it where nobody waits for it any more. */
    private static <T extends AutoCloseable> void give(Chain<T> chain, T open) {
        if (chain.complete(open)) {
            return;
        }
        try {
            open.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "A file that nobody waits for did not close well", e);
        }
    }

    /** The job with its link: what the caller has may be older, or come from an event without links. */
    private CompletableFuture<Job> withLink(Job job, ResultFormat format) {
        if (job.status() == JobStatus.DONE && job.link(format).isPresent()) {
            return CompletableFuture.completedFuture(job);
        }
        Chain<Job> chain = new Chain<>();
        return chain.step(get(job.guid()), read -> {
            ErrorContext context = ErrorContext.of(Operation.FILE, job.guid());
            if (read.status() != JobStatus.DONE) {
                chain.completeExceptionally(new LifecycleConflictException(context, read.status(), null));
            } else if (read.link(format).isEmpty()) {
                chain.completeExceptionally(new NotFoundException(context, null));
            } else {
                chain.complete(read);
            }
        });
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (deadlines != null) {
            deadlines.close();
        }
        while (!toClose.isEmpty()) {
            try {
                toClose.pop().close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "A part of the client did not close well", e);
            }
        }
    }
}
