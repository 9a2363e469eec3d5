package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.JobText;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Shows a job as it is now.")
final class StatusCommand extends ClientCommand {
    @Parameters(paramLabel = "GUID", converter = Converters.GuidConverter.class, description = "The job.")
    private @Nullable JobGuid guid;

    StatusCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(CommandContext context) {
        Job job = context.client().get(Objects.requireNonNull(guid, "guid"));
        if (context.json()) {
            context.job(job);
        } else {
            JobText.block(job, context.terminal().coloursResults()).forEach(context::result);
        }
    }
}
