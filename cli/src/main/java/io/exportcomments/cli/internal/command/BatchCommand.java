package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "batch",
        description = "Creates and follows batches: many URLs with the same options, sent as one request.",
        footer = {
            "",
            "The service runs a batch at the plan's concurrency; up to 100 URLs on Business, 25 on Premium.",
            "To export more URLs, or to download all files, see 'export --from'."
        })
final class BatchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new UsageException("no command given; use one of "
                + String.join(", ", spec.subcommands().keySet()) + "; see '"
                + spec.qualifiedName() + " --help'");
    }
}
