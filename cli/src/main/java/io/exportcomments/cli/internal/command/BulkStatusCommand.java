package io.exportcomments.cli.internal.command;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.BulkText;
import io.exportcomments.cli.internal.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Prints how far the batches are: all of them, or one.")
final class BulkStatusCommand extends StoreCommand {
    @Parameters(arity = "0..1", paramLabel = "BATCH", description = BATCH)
    private @Nullable String batch;

    @Option(names = "--json", description = "Print JSON, one object per line.")
    private boolean json;

    BulkStatusCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(BulkBatches batches, Terminal output) {
        if (batch != null) {
            print(batches.progress(batch).orElseThrow(() -> new UsageException("no batch named " + batch)), output);
            return;
        }
        // One may be deleted meanwhile.
        batches.batches().forEach(name -> batches.progress(name).ifPresent(progress -> print(progress, output)));
    }

    private void print(BulkProgress progress, Terminal output) {
        output.result(json ? BulkText.json(progress) : BulkText.line(progress));
    }
}
