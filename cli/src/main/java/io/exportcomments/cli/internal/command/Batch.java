package io.exportcomments.cli.internal.command;

import io.exportcomments.AsyncJobHandle;
import io.exportcomments.cli.internal.batch.Entry;
import io.exportcomments.cli.internal.batch.Report;
import io.exportcomments.cli.internal.batch.Standing;
import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.Outcome;
import io.exportcomments.cli.internal.exit.Unfinished;
import io.exportcomments.cli.internal.terminal.BatchBoard;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.cli.internal.terminal.Voice;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Exports many URLs: creates their jobs one after the other, follows all of them at once, and fetches the files of each that is done. Each
 * step is in the report before the next, so that a run can be taken up wherever it ended.
 */
final class Batch {
    private static final int FETCHERS = 4;

    /** By how much the service's clock may be behind this machine's. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Desk desk;
    private final FileOptions files;
    private final ExportOptions options;
    private final Report report;
    private final BatchBoard board;
    private final ExecutorService fetchers = Executors.newFixedThreadPool(FETCHERS, task -> {
        Thread thread = new Thread(task, "exportcomments-fetch");
        thread.setDaemon(true);
        return thread;
    });
    private final List<CompletableFuture<?>> following = new ArrayList<>();
    private volatile @Nullable ExportCommentsException trouble;

    Batch(Desk desk, FileOptions files, ExportOptions options, Report report, BatchBoard board) {
        this.desk = desk;
        this.files = files;
        this.options = options;
        this.report = report;
        this.board = board;
    }

    /**
     * Does it.
     *
     * @throws Unfinished if not all of it is done
     */
    void run(List<String> urls) {
        try {
            takeUp(urls);
            create(urls);
            await();
        } finally {
            fetchers.shutdown();
        }
        board.close();
        sumUp(urls);
    }

    /** What was created before is followed first: it needs no place in the plan. */
    private void takeUp(List<String> urls) {
        for (String url : urls) {
            Entry entry = report.of(url);
            if (entry.standing() != Standing.DONE) {
                entry.job().ifPresent(guid -> follow(url, guid));
            }
        }
    }

    private void create(List<String> urls) {
        for (String url : urls) {
            Entry entry = report.of(url);
            if (entry.standing() == Standing.DONE || entry.job().isPresent()) {
                continue;
            }
            if (!createOne(entry)) {
                return;
            }
        }
    }

    /** False if it makes no sense to go on with others. */
    private boolean createOne(Entry entry) {
        try {
            Optional<JobGuid> known = entry.standing() == Standing.SENDING ? lookUp(entry) : Optional.empty();
            JobGuid guid;
            if (known.isPresent()) {
                guid = known.get();
            } else {
                note(entry.url(), Standing.SENDING, null, "");
                guid = desk.client()
                        .create(new ExportRequest(entry.url(), options))
                        .guid();
            }
            note(entry.url(), Standing.CREATED, guid, known.isPresent() ? "found in the list" : "");
            follow(entry.url(), guid);
            return true;
        } catch (IllegalArgumentException e) {
            note(entry.url(), Standing.REFUSED, null, String.valueOf(e.getMessage()));
            return true;
        } catch (ExportCommentsException e) {
            return refused(entry, e);
        }
    }

    private boolean refused(Entry entry, ExportCommentsException error) {
        boolean ofThisOne = error instanceof InvalidRequestException
                || (error instanceof PermissionException
                        && error.context()
                                .errorCode()
                                .filter("PLATFORM_NOT_ALLOWED"::equals)
                                .isPresent());
        if (ofThisOne) {
            note(entry.url(), Standing.REFUSED, null, Outcome.of(error).line());
            return true;
        }
        if (error.provesNothingTaken()) {
            note(entry.url(), Standing.WAITING, null, "");
        }
        trouble = error;
        return false;
    }

    /** The last run ended while this one was being sent: its job may be in the list. */
    private Optional<JobGuid> lookUp(Entry entry) {
        Instant earliest = entry.at().minus(SKEW);
        try (Stream<Job> jobs = desk.client().listAll()) {
            for (Iterator<Job> each = jobs.iterator(); each.hasNext(); ) {
                Job job = each.next();
                if (job.createdAt()
                        .filter(created -> created.isBefore(earliest))
                        .isPresent()) {
                    return Optional.empty();
                }
                if (job.url().filter(entry.url()::equals).isPresent() && !report.has(job.guid())) {
                    return Optional.of(job.guid());
                }
            }
        }
        return Optional.empty();
    }

    private void follow(String url, JobGuid guid) {
        AsyncJobHandle job = desk.client().job(guid).async();
        CompletableFuture<Job> end = new CompletableFuture<>();
        job.onUpdate(
                update -> {
                    board.seen(url, update);
                    if (update.isTerminal()) {
                        end.complete(update.job());
                    }
                },
                () -> {},
                end::completeExceptionally);
        synchronized (following) {
            following.add(end.thenAcceptAsync(last -> over(url, last), fetchers).exceptionally(error -> {
                broken(url, guid, error);
                return null;
            }));
        }
    }

    private void over(String url, Job job) {
        if (job.status() == JobStatus.ERROR) {
            note(url, Standing.FAILED, job.guid(), job.error().orElse("the service gives no reason"));
        } else if (job.status() == JobStatus.STOPPED) {
            note(url, Standing.STOPPED, job.guid(), "");
        } else {
            try (Progress none = Voice.QUIET.progress(desk.terminal(), JobUpdate::source)) {
                new Course(desk, desk.client().job(job.guid())).fetch(job, files, true, none);
            }
            note(url, Standing.DONE, job.guid(), "");
        }
    }

    private void broken(String url, JobGuid guid, Throwable error) {
        Throwable cause = error.getCause() != null ? error.getCause() : error;
        Standing standing = cause instanceof NotFoundException ? Standing.FAILED : Standing.BROKEN;
        note(url, standing, guid, Outcome.of(cause).line());
        if (standing == Standing.BROKEN && cause instanceof ExportCommentsException known) {
            trouble = known;
        }
    }

    private void note(String url, Standing standing, @Nullable JobGuid guid, String why) {
        Entry entry = new Entry(url, standing, guid, Instant.now(), why);
        report.note(entry);
        board.changed(entry);
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
        String summary = board.summary();
        ExportCommentsException why = trouble;
        if (why != null) {
            Outcome outcome = Outcome.of(why);
            throw new Unfinished(outcome.code(), summary + ". " + outcome.line() + ". The same command goes on later");
        }
        boolean allDone = urls.stream().allMatch(url -> report.of(url).standing() == Standing.DONE);
        if (!allDone) {
            throw new Unfinished(ExitCode.JOB, summary + ". What became of each is in the report");
        }
        desk.remark(summary + " in " + board.elapsed() + ".");
    }
}
