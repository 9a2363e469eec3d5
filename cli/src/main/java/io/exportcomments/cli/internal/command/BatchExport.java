package io.exportcomments.cli.internal.command;

import io.exportcomments.AsyncJobHandle;
import io.exportcomments.cli.internal.batch.BatchReport;
import io.exportcomments.cli.internal.batch.ReportEntry;
import io.exportcomments.cli.internal.batch.ReportStatus;
import io.exportcomments.cli.internal.exit.BatchIncompleteException;
import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.Outcome;
import io.exportcomments.cli.internal.terminal.BatchProgress;
import io.exportcomments.cli.internal.terminal.OutputMode;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.EmptyResultException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Exports many URLs: creates their jobs one after the other, follows all of them at once, and downloads the files of
 * each job that is done. Each step is in the report before the next begins, so a run can resume wherever it ended.
 */
final class BatchExport {
    private static final int DOWNLOADERS = 4;

    private final CommandContext context;
    private final FileOptions files;
    private final ExportOptions options;
    private final BatchReport report;
    private final BatchProgress progress;
    private final ExecutorService downloaders = Executors.newFixedThreadPool(DOWNLOADERS, task -> {
        Thread thread = new Thread(task, "exportcomments-download");
        thread.setDaemon(true);
        return thread;
    });
    private final List<CompletableFuture<?>> following = new ArrayList<>();
    private volatile @Nullable Outcome trouble;

    BatchExport(
            CommandContext context,
            FileOptions files,
            ExportOptions options,
            BatchReport report,
            BatchProgress progress) {
        this.context = context;
        this.files = files;
        this.options = options;
        this.report = report;
        this.progress = progress;
    }

    /**
     * Runs the batch.
     *
     * @throws BatchIncompleteException if not all of it is done
     */
    void run(List<String> urls) {
        try {
            resume(urls);
            create(urls);
            await();
        } finally {
            downloaders.shutdown();
        }
        progress.close();
        sumUp(urls);
    }

    /** Jobs from an earlier run are followed first: they take nothing from the plan. */
    private void resume(List<String> urls) {
        for (String url : urls) {
            ReportEntry entry = report.of(url);
            if (!entry.status().isComplete()) {
                entry.job().ifPresent(guid -> follow(url, guid));
            }
        }
    }

    private void create(List<String> urls) {
        for (String url : urls) {
            ReportEntry entry = report.of(url);
            if (entry.status().isComplete() || entry.job().isPresent()) {
                continue;
            }
            if (!createOne(entry)) {
                return;
            }
        }
    }

    /** False if creating more jobs makes no sense. */
    private boolean createOne(ReportEntry entry) {
        try {
            // Shown as being sent while it waits for the plan, but noted only just before it goes out.
            progress.changed(new ReportEntry(entry.url(), ReportStatus.SENDING, null, entry.at(), ""));
            AtomicBoolean sent = new AtomicBoolean();
            JobGuid guid = create(entry, (request, at) -> {
                sent.set(true);
                report.add(new ReportEntry(entry.url(), ReportStatus.SENDING, null, at, ""));
            });
            note(entry.url(), ReportStatus.CREATED, guid, sent.get() ? "" : "found in the list");
            follow(entry.url(), guid);
            return true;
        } catch (IllegalArgumentException e) {
            note(entry.url(), ReportStatus.REFUSED, null, String.valueOf(e.getMessage()));
            return true;
        } catch (CreateOutcomeUnknownException e) {
            unknown(entry.url(), e);
            return true;
        } catch (ExportCommentsException e) {
            return refused(entry, e);
        }
    }

    /** The last run ended while the entry was being sent: its job may exist. */
    private JobGuid create(ReportEntry entry, CreationJournal journal) {
        ExportRequest request = new ExportRequest(entry.url(), options);
        return (entry.status() == ReportStatus.SENDING
                        ? context.client().resumeCreate(request, entry.at(), report.jobs(), journal)
                        : context.client().create(request, journal))
                .guid();
    }

    /** The next run looks again; until then nothing is created that may exist. */
    private void unknown(String url, ExportCommentsException error) {
        Outcome outcome = Outcome.of(error);
        ReportEntry entry =
                new ReportEntry(url, ReportStatus.SENDING, null, report.of(url).at(), outcome.line());
        report.add(entry);
        progress.changed(entry);
        trouble = outcome;
    }

    private boolean refused(ReportEntry entry, ExportCommentsException error) {
        if (error instanceof InvalidRequestException && !error.provesNothingTaken()) {
            unknown(entry.url(), error);
            return true;
        }
        boolean ofThisOne = error instanceof InvalidRequestException
                || (error instanceof PermissionException
                        && error.context()
                                .errorCode()
                                .filter("PLATFORM_NOT_ALLOWED"::equals)
                                .isPresent());
        if (ofThisOne) {
            note(entry.url(), ReportStatus.REFUSED, null, Outcome.of(error).line());
            return true;
        }
        if (error.provesNothingTaken()) {
            note(entry.url(), ReportStatus.WAITING, null, "");
        } else {
            progress.changed(report.of(entry.url()));
        }
        trouble = Outcome.of(error);
        return false;
    }

    private void follow(String url, JobGuid guid) {
        AsyncJobHandle job = context.client().job(guid).async();
        CompletableFuture<Job> end = new CompletableFuture<>();
        job.onUpdate(
                update -> {
                    progress.updated(url, update);
                    if (update.isTerminal()) {
                        end.complete(update.job());
                    }
                },
                () -> {},
                end::completeExceptionally);
        synchronized (following) {
            following.add(
                    end.thenAcceptAsync(last -> over(url, last), downloaders).exceptionally(error -> {
                        broken(url, guid, error);
                        return null;
                    }));
        }
    }

    private void over(String url, Job job) {
        if (job.status() == JobStatus.ERROR) {
            note(url, ReportStatus.FAILED, job.guid(), job.error().orElse("the service gave no reason"));
        } else if (job.status() == JobStatus.STOPPED) {
            note(url, ReportStatus.STOPPED, job.guid(), "");
        } else if (job.isEmptyResult()) {
            String reason = new EmptyResultException(ErrorContext.of(job.guid()), job, null).reason();
            note(url, ReportStatus.EMPTY, job.guid(), reason);
        } else {
            try (Progress none = OutputMode.QUIET.progress(context.terminal(), JobUpdate::source)) {
                new JobFollower(context, context.client().job(job.guid())).download(job, files, true, none);
            }
            note(url, ReportStatus.DONE, job.guid(), "");
        }
    }

    private void broken(String url, JobGuid guid, Throwable error) {
        Throwable cause = error.getCause() != null ? error.getCause() : error;
        ReportStatus status = cause instanceof NotFoundException ? ReportStatus.FAILED : ReportStatus.BROKEN;
        Outcome outcome = Outcome.of(cause);
        note(url, status, guid, outcome.line());
        if (status == ReportStatus.BROKEN) {
            trouble = outcome;
        }
    }

    private void note(String url, ReportStatus status, @Nullable JobGuid guid, String why) {
        ReportEntry entry = new ReportEntry(url, status, guid, Instant.now(), why);
        report.add(entry);
        progress.changed(entry);
    }

    private void await() {
        try {
            CompletableFuture.allOf(following.toArray(CompletableFuture<?>[]::new))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException(ErrorContext.NONE, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void sumUp(List<String> urls) {
        String summary = progress.summary();
        Outcome outcome = trouble;
        if (outcome != null) {
            throw new BatchIncompleteException(
                    outcome.code(), summary + ". " + outcome.line() + ". Run the same command again later to continue");
        }
        if (!urls.stream().allMatch(url -> report.of(url).status().isComplete())) {
            throw new BatchIncompleteException(ExitCode.JOB, summary + ". The report says what became of each");
        }
        if (urls.stream().anyMatch(url -> report.of(url).status() == ReportStatus.EMPTY)) {
            throw new BatchIncompleteException(
                    ExitCode.EMPTY, summary + ". The report says why there are results that are empty");
        }
        context.remark(summary + " in " + progress.elapsed() + ".");
    }
}
