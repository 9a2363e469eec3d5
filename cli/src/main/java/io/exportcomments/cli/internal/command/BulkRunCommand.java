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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                ShutdownHook interruption = new ShutdownHook(() -> interrupted(context, bulk))) {
            Map<String, BulkProgress> last = new LinkedHashMap<>();
            for (String batch : wanted) {
                follow(context, bulk, batch).ifPresent(progress -> last.put(batch, progress));
            }
            for (String batch : wanted) {
                sumUp(bulk, batch, last.get(batch));
            }
        }
    }

    private static void interrupted(CommandContext context, BulkExports bulk) {
        context.interrupted(
                null,
                context.connection().endsWithProcess()
                        ? "Interrupted. The mock ends with this command, and so do its jobs."
                        : "Interrupted. The jobs continue; run the same command again to go on.");
        bulk.close();
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

    /** Follows a batch to its end; where it stood last, if it was there at all. */
    private static Optional<BulkProgress> follow(CommandContext context, BulkExports bulk, String batch) {
        BulkProgress told = null;
        while (true) {
            try {
                BulkProgress progress = bulk.progress(batch).orElse(null);
                if (progress != null && !progress.equals(told)) {
                    context.remark(BulkText.line(progress));
                    told = progress;
                }
                if (progress == null || progress.isOver() || isStuck(progress)) {
                    return Optional.ofNullable(told);
                }
            } catch (BulkStoreException e) {
                // The worker waits until the database answers, and tells of it.
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException(ErrorContext.NONE, e);
        }
    }

    /** A paused batch is not waited for once its jobs have ended. */
    private static boolean isStuck(BulkProgress progress) {
        return progress.stage() == BatchStage.PAUSED
                && progress.unhandled() == 0
                && progress.count(ItemState.SENDING) + progress.count(ItemState.CREATED) == 0;
    }

    private static void sumUp(BulkExports bulk, String batch, @Nullable BulkProgress last) {
        Optional<BulkProgress> now = bulk.progress(batch);
        BulkProgress progress = now.orElse(last);
        if (progress != null && progress.count(ItemState.DONE) == progress.total()) {
            return;
        }
        String what = progress == null ? batch : BulkText.line(progress);
        throw new BatchIncompleteException(
                ExitCode.JOB,
                what
                        + (now.isPresent()
                                ? ". 'bulk report' says what became of each"
                                : ". The batch was deleted from the database meanwhile; this is where it stood last"));
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
