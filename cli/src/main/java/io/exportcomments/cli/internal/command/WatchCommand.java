package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.service.ShutdownHook;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = "Follows a job until it ends.",
        footer = {"", "Prints the job when it is done; with --json, each update."})
final class WatchCommand extends ClientCommand {
    @Parameters(paramLabel = "GUID", converter = Converters.GuidConverter.class, description = "The job.")
    private @Nullable JobGuid guid;

    @Mixin
    private final WaitOptions wait = new WaitOptions();

    WatchCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    @SuppressWarnings("try")
    void run(CommandContext context) {
        JobGuid job = Objects.requireNonNull(guid, "guid");
        try (Progress progress = context.progress()) {
            InterruptHandler interrupt = new InterruptHandler(context, progress, wait.stopOnInterrupt(), "");
            interrupt.job(job);
            try (ShutdownHook interruption = new ShutdownHook(interrupt)) {
                Job done = new JobFollower(context, context.client().job(job), true)
                        .followToDone(progress, wait.deadline());
                progress.close();
                if (!context.json()) {
                    context.job(done);
                }
            }
        }
    }
}
