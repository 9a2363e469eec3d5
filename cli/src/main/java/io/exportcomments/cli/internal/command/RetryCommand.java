package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.JobGuid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "retry", description = "Runs a failed job again, as a new attempt.")
final class RetryCommand extends ClientCommand {
    @Parameters(paramLabel = "GUID", converter = Converters.GuidConverter.class, description = "The job.")
    private @Nullable JobGuid guid;

    RetryCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(CommandContext context) {
        context.job(context.client().retry(Objects.requireNonNull(guid, "guid")));
    }
}
