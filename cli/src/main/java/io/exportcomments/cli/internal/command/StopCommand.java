package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.JobGuid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "stop", description = "Stops a queued or running job for good.")
final class StopCommand extends ClientCommand {
    @Parameters(paramLabel = "GUID", converter = Converters.GuidConverter.class, description = "The job.")
    private @Nullable JobGuid guid;

    StopCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(CommandContext context) {
        context.job(context.client().stop(Objects.requireNonNull(guid, "guid")));
    }
}
