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
    @Parameters(paramLabel = "GUID", converter = Values.Guid.class, description = "The job.")
    private @Nullable JobGuid guid;

    StatusCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(Desk desk) {
        Job job = desk.client().get(Objects.requireNonNull(guid, "guid"));
        if (desk.json()) {
            desk.job(job);
        } else {
            JobText.block(job, desk.terminal().coloursResults()).forEach(desk::result);
        }
    }
}
