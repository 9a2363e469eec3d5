package io.exportcomments.cli.internal.command;

import io.exportcomments.JobHandle;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.service.ShutdownHook;
import io.exportcomments.cli.internal.terminal.JobText;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description =
                "Exports the comments or reviews of a page: creates the job, follows it until it ends, and downloads its files.",
        footer = {
            "",
            "Prints the paths of the files; with --no-wait, the job's guid. Ctrl-C leaves the job running and says how to resume."
        })
final class ExportCommand extends ClientCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "URL",
            description = "The page, such as https://www.youtube.com/watch?v=dQw4w9WgXcQ.")
    private String url = "";

    @Mixin
    private final BatchOptions batch = new BatchOptions();

    @Mixin
    private final RequestOptions request = new RequestOptions();

    @Mixin
    private final PlatformCheck platforms = new PlatformCheck();

    @Mixin
    private final FileOptions files = new FileOptions();

    @Mixin
    private final WaitOptions wait = new WaitOptions();

    @Option(names = "--no-wait", description = "Create the job, print its guid, and exit.")
    private boolean noWait;

    private final Terminal terminal;
    private @Nullable ExportRequest checked;

    ExportCommand(Terminal terminal) {
        super(terminal);
        this.terminal = terminal;
    }

    @Override
    void checkArguments() {
        batch.check(!url.isEmpty());
    }

    @Override
    void checkOptions() {
        if (batch.isWanted()) {
            checkBatch();
            return;
        }
        checked = request.request(url, terminal);
        platforms.check(List.of(url), checked.options());
        if (noWait && (wait.deadline() != null || wait.stopOnInterrupt())) {
            throw new UsageException("--no-wait does not wait: leave out --deadline and --stop-on-interrupt");
        }
        if (noWait) {
            files.checkTables();
        } else {
            files.checkOptions();
        }
    }

    private void checkBatch() {
        if (noWait || wait.deadline() != null || wait.stopOnInterrupt()) {
            throw new UsageException("--no-wait, --deadline and --stop-on-interrupt can't be combined with --from");
        }
        platforms.check(batch.urls(), request.options(terminal));
        files.checkOptions();
    }

    @Override
    @Nullable DatabaseAddress sharedDatabase() {
        return batch.isWanted() ? batch.database() : null;
    }

    /** In a batch, a creation may wait long for its turn in the plan. */
    @Override
    @Nullable Duration defaultTimeout() {
        return batch.isWanted() ? Duration.ofDays(1) : null;
    }

    @Override
    @SuppressWarnings("try")
    void run(CommandContext context) {
        platforms.warn(context);
        if (batch.isWanted()) {
            new ListExport(context, batch, files, request.options(terminal)).run();
            return;
        }
        ExportRequest wanted = Objects.requireNonNull(checked, "check comes first");
        try (Progress progress = context.progress()) {
            InterruptHandler interrupt =
                    new InterruptHandler(context, progress, wait.stopOnInterrupt(), files.forHint());
            try (ShutdownHook interruption = new ShutdownHook(interrupt)) {
                JobHandle handle = create(context, wanted, interrupt);
                if (noWait) {
                    created(context, handle);
                } else {
                    follow(context, handle, progress, interrupt);
                }
            }
        }
    }

    private static JobHandle create(CommandContext context, ExportRequest wanted, InterruptHandler interrupt) {
        try {
            JobHandle handle = context.client().create(wanted, interrupt);
            interrupt.job(handle.guid());
            return handle;
        } finally {
            interrupt.noJob();
        }
    }

    private static void created(CommandContext context, JobHandle handle) {
        context.result(
                context.json()
                        ? handle.snapshot().map(JobText::json).orElseThrow()
                        : handle.guid().value());
        if (!context.connection().endsWithProcess()) {
            context.remark("Follow it with: " + context.terminal().command() + " watch " + handle.guid()
                    + context.serviceHint());
        }
    }

    private void follow(CommandContext context, JobHandle handle, Progress progress, InterruptHandler interrupt) {
        context.remark("Created job " + handle.guid() + ".");
        JobFollower follower = new JobFollower(context, handle);
        Job job = follower.followToDone(progress, wait.deadline());
        interrupt.jobDone();
        follower.download(job, files, true, progress);
        if (files.formats().isEmpty()) {
            context.job(job);
        }
        progress.close();
        context.remark("Done"
                + job.progress()
                        .map(p -> ": " + JobText.number(p.exported()) + " exported.")
                        .orElse("."));
    }
}
