package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.JobGuid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** A command about one job, and nothing else. */
abstract class GuidCommand extends ClientCommand {
    @Parameters(paramLabel = "GUID", converter = Converters.GuidConverter.class, description = "The job.")
    private @Nullable JobGuid guid;

    GuidCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    final boolean takeOperand(String word) {
        guid = new Converters.GuidConverter().convert(word);
        return true;
    }

    @Override
    final boolean isComplete() {
        return guid != null;
    }

    @Override
    final boolean followsJobs() {
        return false;
    }

    @Override
    final void run(CommandContext context) {
        run(context, Objects.requireNonNull(guid, "guid"));
    }

    /** Runs the command for this job. */
    abstract void run(CommandContext context, JobGuid guid);
}
