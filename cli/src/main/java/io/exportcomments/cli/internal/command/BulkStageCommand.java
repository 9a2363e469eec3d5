package io.exportcomments.cli.internal.command;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.cli.internal.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets a batch pause, go on or end, or what failed of it be tried again. */
abstract class BulkStageCommand extends StoreCommand {
    @Parameters(paramLabel = "BATCH", description = BATCH)
    private String batch = "";

    BulkStageCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    final void run(BulkBatches batches, Terminal output) {
        change(batches, batch, output);
    }

    abstract void change(BulkBatches batches, String name, Terminal output);

    @Command(name = "pause", description = "Sends nothing more of a batch until it is resumed; its jobs go on.")
    static final class BulkPauseCommand extends BulkStageCommand {
        BulkPauseCommand(Terminal terminal) {
            super(terminal);
        }

        @Override
        void change(BulkBatches batches, String name, Terminal output) {
            batches.pause(name);
        }
    }

    @Command(name = "resume", description = "Goes on with a batch that was paused.")
    static final class BulkResumeCommand extends BulkStageCommand {
        BulkResumeCommand(Terminal terminal) {
            super(terminal);
        }

        @Override
        void change(BulkBatches batches, String name, Terminal output) {
            batches.resume(name);
        }
    }

    @Command(name = "cancel", description = "Ends a batch for good: what waits is not sent, and its jobs are stopped.")
    static final class BulkCancelCommand extends BulkStageCommand {
        BulkCancelCommand(Terminal terminal) {
            super(terminal);
        }

        @Override
        void change(BulkBatches batches, String name, Terminal output) {
            batches.cancel(name);
        }
    }

    @Command(name = "retry", description = "Lets the failed and refused URLs of a batch be tried again.")
    static final class BulkRetryCommand extends BulkStageCommand {
        BulkRetryCommand(Terminal terminal) {
            super(terminal);
        }

        @Override
        void change(BulkBatches batches, String name, Terminal output) {
            output.remark(batches.retryFailed(name) + " to be tried again.");
        }
    }
}
