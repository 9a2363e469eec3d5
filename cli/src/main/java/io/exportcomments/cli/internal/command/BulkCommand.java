package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "bulk",
        description =
                "Exports thousands of URLs from a database that outlives every program: each once, whatever dies.")
final class BulkCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The command with its own ones. */
    static CommandLine of(Terminal terminal) {
        return new CommandLine(new BulkCommand())
                .addSubcommand(new BulkSubmitCommand(terminal))
                .addSubcommand(new BulkRunCommand(terminal))
                .addSubcommand(new BulkStatusCommand(terminal))
                .addSubcommand(new BulkReportCommand(terminal))
                .addSubcommand(new BulkStageCommand.BulkPauseCommand(terminal))
                .addSubcommand(new BulkStageCommand.BulkResumeCommand(terminal))
                .addSubcommand(new BulkStageCommand.BulkCancelCommand(terminal))
                .addSubcommand(new BulkStageCommand.BulkRetryCommand(terminal))
                .addSubcommand(new BulkDecideCommand(terminal));
    }

    @Override
    public Integer call() {
        throw new UsageException("no command given; use one of bulk "
                + String.join(", bulk ", spec.subcommands().keySet()) + "; see 'exportcomments bulk --help'");
    }
}
