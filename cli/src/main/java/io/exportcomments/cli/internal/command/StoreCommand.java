package io.exportcomments.cli.internal.command;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command on the batches of a database, without the service. */
abstract class StoreCommand implements Callable<Integer> {
    static final String BATCH = "The batch, by its name.";

    @Mixin
    private final StoreOptions database = new StoreOptions();

    private final Terminal terminal;

    StoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public final Integer call() {
        checkOptions();
        database.useExisting(terminal, store -> run(BulkBatches.in(store), terminal));
        return ExitCode.DONE.number();
    }

    /** Checks the options before anything is opened. */
    void checkOptions() {}

    /** Runs the command; throws whatever goes wrong. */
    abstract void run(BulkBatches batches, Terminal output);
}
