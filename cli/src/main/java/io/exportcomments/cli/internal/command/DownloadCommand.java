package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.service.ShutdownHook;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "download",
        description = "Downloads the files of a job that is done.",
        footer = {"", "Prints the paths of the files."})
final class DownloadCommand extends ClientCommand {
    @Parameters(paramLabel = "GUID", converter = Converters.GuidConverter.class, description = "The job.")
    private @Nullable JobGuid guid;

    @Mixin
    private final FileOptions files = new FileOptions();

    @Option(names = "--wait", description = "Follow the job until it ends first.")
    private boolean waits;

    @Mixin
    private final WaitOptions wait = new WaitOptions();

    @Option(names = "--force", description = "Replace existing files.")
    private boolean force;

    DownloadCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void checkOptions() {
        if (files.formats().isEmpty()) {
            throw new UsageException("--format none leaves nothing to download");
        }
        if (!waits && (wait.deadline() != null || wait.stopOnInterrupt())) {
            throw new UsageException("--deadline and --stop-on-interrupt need --wait");
        }
        files.checkOptions();
        for (OutputFormat format : files.formats()) {
            Path file = files.file(Objects.requireNonNull(guid, "guid"), format);
            if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new UsageException(file + " already exists; use --force to replace it");
            }
        }
    }

    @Override
    @SuppressWarnings("try")
    void run(CommandContext context) {
        JobGuid known = Objects.requireNonNull(guid, "guid");
        try (Progress progress = context.progress()) {
            InterruptHandler interrupt =
                    new InterruptHandler(context, progress, wait.stopOnInterrupt(), files.forHint());
            interrupt.job(known);
            try (ShutdownHook interruption = new ShutdownHook(interrupt)) {
                JobFollower follower = new JobFollower(context, context.client().job(known));
                Job job = waits
                        ? follower.followToDone(progress, wait.deadline())
                        : context.client().get(known);
                if (job.status() == JobStatus.DONE) {
                    interrupt.jobDone();
                }
                follower.download(job, files, force, progress);
            }
        }
    }
}
