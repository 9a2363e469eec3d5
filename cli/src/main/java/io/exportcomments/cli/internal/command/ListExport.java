package io.exportcomments.cli.internal.command;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.BulkExports;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.bulk.port.BulkStoreException;
import io.exportcomments.cli.internal.batch.BatchReport;
import io.exportcomments.cli.internal.batch.DatabaseLock;
import io.exportcomments.cli.internal.batch.ReportEntry;
import io.exportcomments.cli.internal.batch.ReportStatus;
import io.exportcomments.cli.internal.exit.BatchIncompleteException;
import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.Outcome;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.service.ShutdownHook;
import io.exportcomments.cli.internal.terminal.BatchProgress;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.ExportOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Exports a list of URLs as a batch of a database, which outlives this run and which others may work on, too: submits
 * what is new, goes on with what was begun, and waits until nothing is left to do.
 */
final class ListExport {
    /** The places of the largest plan; with a smaller one, creations wait for theirs in the client. */
    private static final int MOST_PLACES = 10;

    private static final Duration GLANCE = Duration.ofMillis(250);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration ANSWERS = Duration.ofSeconds(2);
    private static final Duration STORING = Duration.ofSeconds(2);
    private static final Duration SHORTLY = Duration.ofMillis(20);
    private static final Duration COMPARISON = Duration.ofSeconds(10);

    private final CommandContext context;
    private final BatchOptions list;
    private final FileOptions files;
    private final ExportOptions options;
    private String batch = "";
    private volatile boolean interrupted;
    private @Nullable BulkProgress last;
    private long nextLook;
    private long nextComparison;

    ListExport(CommandContext context, BatchOptions list, FileOptions files, ExportOptions options) {
        this.context = context;
        this.list = list;
        this.files = files;
        this.options = options;
    }

    /**
     * Runs it.
     *
     * @throws BatchIncompleteException if not all of it is done
     */
    @SuppressWarnings("try")
    void run() {
        List<String> urls = list.urls();
        DatabaseAddress address = list.database();
        try (BatchReport report = new BatchReport(list.report());
                JdbcBulkStore store = address.open(context.terminal())) {
            Optional<Path> file = address.file();
            if (file.isEmpty()) {
                run(urls, report, store, null);
                return;
            }
            try (DatabaseLock lock = new DatabaseLock(file.get())) {
                run(urls, report, store, lock);
            }
        }
    }

    private void run(List<String> urls, BatchReport report, JdbcBulkStore store, @Nullable DatabaseLock lock) {
        batch = list.batch(BulkBatches.in(store).batches());
        ListSubmission submission = new ListSubmission(BulkBatches.in(store), batch, options, report);
        Map<String, BulkItem> items = begin(submission, urls, store, lock);
        boolean handedOver = BulkBatches.in(store)
                .progress(batch)
                .filter(progress -> progress.unhandled() == 0)
                .isPresent();
        bring(report, items, urls, handedOver);
        try (BatchProgress progress = new BatchProgress(
                context.terminal(),
                context.mode(),
                urls.stream().map(report::of).toList(),
                context.connection().plan()::waitingFor)) {
            context.connection().plan().onWait(progress::waiting);
            ListView view = new ListView(urls, items, report, progress, context::remark);
            submission.invalid().forEach(view::invalid);
            work(store, submission, view, progress);
        }
    }

    private Map<String, BulkItem> begin(
            ListSubmission submission, List<String> urls, JdbcBulkStore store, @Nullable DatabaseLock lock) {
        try {
            BulkBatches batches = BulkBatches.in(store);
            boolean alone = lock != null && lock.isAlone();
            submission.submit(urls);
            if (alone) {
                batches.takeBack(batch);
            }
            batches.lookAgain(batch);
            if (submission.otherOptions() > 0) {
                context.remark(submission.otherOptions() + " of the URLs are in the batch " + batch
                        + " with other options, which stay. Name another --report or --database to export them anew.");
            }
            Map<String, BulkItem> items = submission.items();
            if (alone) {
                tellOfUnanswered(items);
            }
            return items;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } finally {
            if (lock != null) {
                lock.share();
            }
        }
    }

    /** What the last run sent together is looked up only when the service is certainly through with it. */
    private void tellOfUnanswered(Map<String, BulkItem> items) {
        long unanswered = items.values().stream()
                .filter(item -> item.state() == ItemState.SENDING)
                .count();
        if (unanswered > 1) {
            context.remark(unanswered + " URLs were on their way when the last run ended; what became of them is looked"
                    + " up, which takes a few minutes.");
        }
    }

    /** Brings the report up to what the database has. */
    private static void bring(BatchReport report, Map<String, BulkItem> items, List<String> urls, boolean handedOver) {
        for (String url : urls) {
            BulkItem item = items.get(url);
            if (item != null) {
                ReportEntry entry = ListView.entry(item, handedOver || isHandedOver(item));
                ReportEntry before = report.of(url);
                if (before.status() != entry.status() || !before.job().equals(entry.job())) {
                    report.add(entry);
                }
            }
        }
    }

    private static boolean isHandedOver(BulkItem item) {
        return item.file().isPresent() || item.isEmptyResult();
    }

    @SuppressWarnings("try")
    private void work(JdbcBulkStore store, ListSubmission submission, ListView view, BatchProgress progress) {
        try (BulkExports bulk = BulkExports.builder(context.client(), store)
                        .worker("cli")
                        .concurrency(MOST_PLACES)
                        .serviceBatches(context.client().isPlanSet() && !list.isOneByOne())
                        .closingWait(ANSWERS)
                        .results(new PrintedFiles(context, files))
                        .onEnd(view::ended)
                        .listener(view)
                        .start();
                ShutdownHook interruption = new ShutdownHook(() -> interrupt(bulk, progress))) {
            await(bulk, submission, view);
        }
        progress.close();
        sumUp(view, progress);
    }

    private void interrupt(BulkExports bulk, BatchProgress progress) {
        interrupted = true;
        progress.close();
        String rest = context.connection().endsWithProcess()
                ? "The mock ends with this command, and so do its jobs."
                : "The jobs continue; run the same command again to resume.";
        context.interrupted(null, "Interrupted. " + progress.summary() + ". " + rest);
        bulk.close();
        context.connection().close();
    }

    private void await(BulkExports bulk, ListSubmission submission, ListView view) {
        try {
            while (!view.isOver(isPaused())) {
                view.await(GLANCE.toMillis());
                if (interrupted) {
                    throw new CancellationException();
                }
                look(bulk, submission, view);
            }
            awaitHandover(bulk, view);
        } catch (InterruptedException | CancellationException e) {
            throw new CallCancelledException(ErrorContext.NONE, e);
        }
    }

    /** What was shown as done is stored as that a moment later; else the next run would fetch its files again. */
    private void awaitHandover(BulkExports bulk, ListView view) throws InterruptedException {
        long broken = view.count(ReportStatus.BROKEN);
        long end = System.nanoTime() + STORING.toNanos();
        while (System.nanoTime() - end < 0 && unhandled(bulk) > broken) {
            Thread.sleep(SHORTLY.toMillis());
        }
    }

    private long unhandled(BulkExports bulk) {
        try {
            return bulk.progress(batch).map(BulkProgress::unhandled).orElse(0L);
        } catch (BulkStoreException e) {
            return 0;
        }
    }

    private boolean isPaused() {
        return last != null && last.stage() == BatchStage.PAUSED;
    }

    /** Looks at the database now and then: others may work on the batch, pause or cancel it. */
    private void look(BulkExports bulk, ListSubmission submission, ListView view) {
        long now = System.nanoTime();
        if (nextLook != 0 && now - nextLook < 0) {
            return;
        }
        nextLook = now + LOOK.toNanos();
        try {
            BulkProgress progress = bulk.progress(batch).orElse(null);
            boolean news = progress != null && !progress.equals(last) && progress.isOver();
            last = progress;
            if (progress != null && (news || nextComparison == 0 || now - nextComparison >= 0)) {
                nextComparison = now + COMPARISON.toNanos();
                view.compare(submission.items(), progress.unhandled() == 0);
            }
        } catch (BulkStoreException e) {
            context.remark("The database does not answer: " + e.getMessage());
        }
    }

    private void sumUp(ListView view, BatchProgress progress) {
        String summary = progress.summary();
        Outcome trouble = view.trouble();
        boolean undone = view.isAny(EnumSet.of(ReportStatus.WAITING, ReportStatus.SENDING, ReportStatus.BROKEN));
        if (trouble != null && undone) {
            throw new BatchIncompleteException(
                    trouble.code(), summary + ". " + trouble.line() + ". Run the same command again later to continue");
        }
        if (undone && isPaused()) {
            throw new BatchIncompleteException(
                    ExitCode.JOB, summary + ". The batch " + batch + " is paused; 'bulk resume' goes on with it");
        }
        if (undone || view.isAny(EnumSet.of(ReportStatus.FAILED, ReportStatus.STOPPED, ReportStatus.REFUSED))) {
            throw new BatchIncompleteException(ExitCode.JOB, summary + ". The report says what became of each");
        }
        if (view.isAny(EnumSet.of(ReportStatus.EMPTY))) {
            throw new BatchIncompleteException(
                    ExitCode.EMPTY, summary + ". The report says why there are results that are empty");
        }
        context.remark(summary + " in " + progress.elapsed() + ".");
    }
}
