package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.Mistake;
import io.exportcomments.cli.internal.service.Interruption;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.ResultFormat;
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
        description = "Fetches the files of a job that is done.",
        footer = {"", "Prints the paths of the files."})
final class DownloadCommand extends ClientCommand {
    @Parameters(paramLabel = "GUID", converter = Values.Guid.class, description = "The job.")
    private @Nullable JobGuid guid;

    @Mixin
    private final FileOptions files = new FileOptions();

    @Option(names = "--wait", description = "Follow the job to its end first.")
    private boolean waits;

    @Mixin
    private final WaitOptions wait = new WaitOptions();

    @Option(names = "--force", description = "Replace files that are there already.")
    private boolean force;

    DownloadCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        if (files.formats().isEmpty()) {
            throw new Mistake("--format none leaves nothing to download");
        }
        if (!waits && (wait.deadline() != null || wait.stopOnInterrupt())) {
            throw new Mistake("--deadline and --stop-on-interrupt are for --wait");
        }
        files.check();
        for (ResultFormat format : files.formats()) {
            Path file = files.file(Objects.requireNonNull(guid, "guid"), format);
            if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new Mistake(file + " is there already; --force replaces it");
            }
        }
    }

    @Override
    @SuppressWarnings("try")
    void run(Desk desk) {
        JobGuid known = Objects.requireNonNull(guid, "guid");
        try (Progress progress = desk.progress()) {
            Leaving leaving = new Leaving(desk, progress, wait.stopOnInterrupt(), files.forHint());
            leaving.job(known);
            try (Interruption interruption = new Interruption(leaving)) {
                Course course = new Course(desk, desk.client().job(known));
                Job job = waits
                        ? course.followToDone(progress, wait.deadline())
                        : desk.client().get(known);
                course.fetch(job, files, force, progress);
            }
        }
    }
}
