package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.JobGuid;
import picocli.CommandLine.Command;

@Command(name = "retry", description = "Runs a failed job again, as a new attempt.")
final class RetryCommand extends GuidCommand {
    RetryCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(CommandContext context, JobGuid guid) {
        context.job(context.client().retry(guid));
    }
}
