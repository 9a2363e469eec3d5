package io.exportcomments.cli.internal.command;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.BulkExports;
import io.exportcomments.bulk.BulkExportsBuilder;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.bulk.port.BulkStoreException;
import io.exportcomments.cli.internal.exit.BatchIncompleteException;
import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.service.ShutdownHook;
import io.exportcomments.cli.internal.terminal.BulkText;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.JobGuid;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Works on the batches of a database until they are over, and downloads the files.",
            "It works on all of them; those that are named decide when it ends. Any number of these can run at once, on"
                    + " several machines. Ctrl-C hands back what this one has."
        })
final class BulkRunCommand extends ClientCommand {
    private static final Duration ANSWERS = Duration.ofSeconds(2);
    private static final int LOOK_MILLIS = 500;

    @Mixin
    private final StoreOptions database = new StoreOptions();

    @Mixin
    private final FileOptions files = new FileOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "BATCH",
            description = "End when these are over; without any, when all are.")
    private List<String> batches = List.of();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How many URLs are on the way at once; with --plan, at most as many as it has places. Default: 10.")
    private int concurrency;

    private final Terminal terminal;

    BulkRunCommand(Terminal terminal) {
        super(terminal);
        this.terminal = terminal;
    }

    @Override
    void checkOptions() {
        files.checkOptions();
        database.checkThere();
    }

    @Override
    DatabaseAddress sharedDatabase() {
        return database.address();
    }

    @Override
    void run(CommandContext context) {
        files.prepare();
        database.workOn(terminal, store -> work(context, store));
    }

    @SuppressWarnings("try")
    private void work(CommandContext context, JdbcBulkStore store) {
        List<String> wanted = wanted(store);
        BulkExportsBuilder builder = BulkExports.builder(context.client(), store)
                .concurrency(concurrency)
                .closingWait(ANSWERS)
                .listener(new Remarks(context))
                .results(new FilesTarget(files))
                .onEnd(end -> context.result(context.json() ? BulkText.json(end.item()) : BulkText.line(end.item())));
        try (BulkExports bulk = builder.start();
                ShutdownHook interruption = new ShutdownHook(bulk::close)) {
            for (String batch : wanted) {
                follow(context, bulk, batch);
            }
            sumUp(bulk, wanted);
        }
    }

    /** The batches to wait for; each must be there before anything is sent. */
    private List<String> wanted(JdbcBulkStore store) {
        BulkBatches known = BulkBatches.in(store);
        for (String batch : batches) {
            if (known.progress(batch).isEmpty()) {
                throw new UsageException("no batch named " + batch + "; 'bulk status' lists them");
            }
        }
        return batches.isEmpty() ? known.batches() : batches;
    }

    private static void follow(CommandContext context, BulkExports bulk, String batch) {
        BulkProgress told = null;
        while (true) {
            BulkProgress progress = glance(bulk, batch);
            if (progress != null && !progress.equals(told)) {
                context.remark(BulkText.line(progress));
                told = progress;
            }
            if (progress != null && (progress.isOver() || isStuck(progress))) {
                return;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CallCancelledException(ErrorContext.NONE, e);
            }
        }
    }

    /** Where a batch stands; null while the database does not answer, which the worker waits for and tells of. */
    private static @Nullable BulkProgress glance(BulkExports bulk, String batch) {
        try {
            return bulk.progress(batch).orElseThrow();
        } catch (BulkStoreException e) {
            return null;
        }
    }

    /** A paused batch is not waited for once its jobs have ended. */
    private static boolean isStuck(@Nullable BulkProgress progress) {
        return progress != null
                && progress.stage() == BatchStage.PAUSED
                && progress.unhandled() == 0
                && progress.count(ItemState.SENDING) + progress.count(ItemState.CREATED) == 0;
    }

    private static void sumUp(BulkExports bulk, List<String> wanted) {
        for (String batch : wanted) {
            BulkProgress progress = bulk.progress(batch).orElseThrow();
            if (progress.count(ItemState.DONE) < progress.total()) {
                throw new BatchIncompleteException(
                        ExitCode.JOB, BulkText.line(progress) + ". 'bulk report' says what became of each");
            }
        }
    }

    /** Tells a person what holds the work up, and what may cost money. */
    private static final class Remarks implements BulkListener {
        private final CommandContext context;

        private Remarks(CommandContext context) {
            this.context = context;
        }

        @Override
        public void sendingPaused(Duration time, String why) {
            context.remark("Nothing is sent for " + Math.max(1, time.toSeconds()) + " s: " + why);
        }

        @Override
        public void jobTooMany(BulkItem item, JobGuid job) {
            context.remark("Job " + job + " is one too many: item " + item.id() + " of " + item.batch()
                    + " has another job too. Stop the one that is not needed");
        }

        @Override
        public void storeFailed(String why) {
            context.remark(why);
        }
    }
}
