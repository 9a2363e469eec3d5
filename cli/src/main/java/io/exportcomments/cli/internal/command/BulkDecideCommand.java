package io.exportcomments.cli.internal.command;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.JobGuid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "decide",
        description = "Says what became of a URL that is uncertain, after a look at the list of jobs.")
final class BulkDecideCommand extends StoreCommand {
    @Parameters(paramLabel = "ITEM", description = "The item's number, from 'bulk report'.")
    private long item;

    @Option(
            names = "--job",
            paramLabel = "GUID",
            description = "This is its job; without it, it has none and is sent again.")
    private @Nullable String job;

    BulkDecideCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(BulkBatches batches, Terminal output) {
        batches.decide(item, Optional.ofNullable(job).map(JobGuid::of));
    }
}
