package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.service.Interruption;
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
        description = "Follows a job to its end.",
        footer = {"", "Prints the job when it is done; with --json, each update."})
final class WatchCommand extends ClientCommand {
    @Parameters(paramLabel = "GUID", converter = Values.Guid.class, description = "The job.")
    private @Nullable JobGuid guid;

    @Mixin
    private final WaitOptions wait = new WaitOptions();

    WatchCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    @SuppressWarnings("try")
    void run(Desk desk) {
        JobGuid job = Objects.requireNonNull(guid, "guid");
        try (Progress progress = desk.progress()) {
            Leaving leaving = new Leaving(desk, progress, wait.stopOnInterrupt(), "");
            leaving.job(job);
            try (Interruption interruption = new Interruption(leaving)) {
                Job done = new Course(desk, desk.client().job(job)).followToDone(progress, wait.deadline());
                progress.close();
                if (!desk.json()) {
                    desk.job(done);
                }
            }
        }
    }
}
