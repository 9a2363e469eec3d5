package io.exportcomments.cli.internal.command;

import io.exportcomments.bulk.BulkExports;
import io.exportcomments.bulk.BulkExportsBuilder;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.cli.internal.exit.BatchIncompleteException;
import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.service.ShutdownHook;
import io.exportcomments.cli.internal.terminal.BulkText;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ErrorContext;
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
            "Any number of these can run at once, on several machines. Ctrl-C hands back what this one has."
        })
final class BulkRunCommand extends ClientCommand {
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
            description = "How many URLs are on the way at once. Default: 10.")
    private int concurrency;

    private final Terminal terminal;

    BulkRunCommand(Terminal terminal) {
        super(terminal);
        this.terminal = terminal;
    }

    @Override
    void checkOptions() {
        files.checkOptions();
    }

    @Override
    void run(CommandContext context) {
        files.prepare();
        database.useExisting(terminal, store -> work(context, store));
    }

    @SuppressWarnings("try")
    private void work(CommandContext context, JdbcBulkStore store) {
        BulkExportsBuilder builder = BulkExports.builder(context.client(), store)
                .concurrency(concurrency)
                .results(new FilesTarget(files))
                .onEnd(end -> context.result(context.json() ? BulkText.json(end.item()) : BulkText.line(end.item())));
        try (BulkExports bulk = builder.start();
                ShutdownHook interruption = new ShutdownHook(bulk::close)) {
            List<String> wanted = batches.isEmpty() ? bulk.batches() : batches;
            for (String batch : wanted) {
                follow(context, bulk, batch);
            }
            sumUp(bulk, wanted);
        }
    }

    private static void follow(CommandContext context, BulkExports bulk, String batch) {
        BulkProgress told = null;
        while (true) {
            BulkProgress progress =
                    bulk.progress(batch).orElseThrow(() -> new UsageException("no batch named " + batch));
            if (!progress.equals(told)) {
                context.remark(BulkText.line(progress));
                told = progress;
            }
            if (progress.isOver() || isStuck(progress)) {
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
}
