package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.JobGuid;
import picocli.CommandLine.Command;

@Command(name = "stop", description = "Stops a queued or running job for good.")
final class StopCommand extends GuidCommand {
    StopCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(CommandContext context, JobGuid guid) {
        context.job(context.client().stop(guid));
    }
}
