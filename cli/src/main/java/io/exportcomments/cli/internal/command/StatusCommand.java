package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.JobText;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Shows a job as it is now.")
final class StatusCommand extends GuidCommand {
    StatusCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(CommandContext context, JobGuid guid) {
        Job job = context.client().get(guid);
        if (context.json()) {
            context.job(job);
        } else {
            JobText.block(job, context.terminal().coloursResults()).forEach(context::result);
        }
    }
}
