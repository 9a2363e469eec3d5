package io.exportcomments.cli.internal.command;

import io.exportcomments.JobHandle;
import io.exportcomments.cli.internal.batch.Report;
import io.exportcomments.cli.internal.exit.Mistake;
import io.exportcomments.cli.internal.service.Interruption;
import io.exportcomments.cli.internal.terminal.BatchBoard;
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
                "Exports the comments or reviews of a page: creates the job, follows it to its end, and fetches its files.",
        footer = {
            "",
            "Prints the paths of the files; with --no-wait, the job's guid. Ctrl-C leaves the job running and says how to pick it up."
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
    private final FileOptions files = new FileOptions();

    @Mixin
    private final WaitOptions wait = new WaitOptions();

    @Option(names = "--no-wait", description = "Create the job, print its guid, and leave.")
    private boolean noWait;

    private final Terminal terminal;
    private @Nullable ExportRequest checked;

    ExportCommand(Terminal terminal) {
        super(terminal);
        this.terminal = terminal;
    }

    @Override
    void typed() {
        batch.check(!url.isEmpty());
    }

    @Override
    void check() {
        if (batch.isWanted()) {
            checkBatch();
            return;
        }
        checked = request.request(url, terminal);
        if (noWait && (wait.deadline() != null || wait.stopOnInterrupt())) {
            throw new Mistake("--no-wait does not wait: leave out --deadline and --stop-on-interrupt");
        }
        if (!noWait) {
            files.check();
        }
    }

    private void checkBatch() {
        if (noWait || wait.deadline() != null || wait.stopOnInterrupt()) {
            throw new Mistake("--no-wait, --deadline and --stop-on-interrupt are for one URL, and not for --from");
        }
        batch.urls();
        request.options(terminal);
        files.check();
    }

    /** A creation of many may have to wait for its turn in the plan for long. */
    @Override
    @Nullable Duration usualTimeout() {
        return batch.isWanted() ? Duration.ofDays(1) : null;
    }

    @SuppressWarnings("try")
    private void runBatch(Desk desk) {
        List<String> urls = batch.urls();
        try (Report report = new Report(batch.report());
                BatchBoard board = new BatchBoard(
                        terminal,
                        desk.voice(),
                        urls.stream().map(report::of).toList(),
                        desk.connection().plan()::holding);
                Interruption interruption = new Interruption(() -> leave(desk, board))) {
            desk.connection().plan().whenHolding(board::held);
            new Batch(desk, files, request.options(terminal), report, board).run(urls);
        }
    }

    private static void leave(Desk desk, BatchBoard board) {
        board.close();
        String rest = desk.connection().endsWithProcess()
                ? "The mock ends with this command, and its jobs with it."
                : "Jobs go on; the same command takes it up again.";
        desk.terminal().remark("Interrupted. " + board.summary() + ". " + rest);
        desk.connection().close();
    }

    @Override
    @SuppressWarnings("try")
    void run(Desk desk) {
        if (batch.isWanted()) {
            runBatch(desk);
            return;
        }
        ExportRequest wanted = Objects.requireNonNull(checked, "check comes first");
        try (Progress progress = desk.progress()) {
            Leaving leaving = new Leaving(desk, progress, wait.stopOnInterrupt(), files.forHint());
            try (Interruption interruption = new Interruption(leaving)) {
                JobHandle handle = desk.client().create(wanted);
                leaving.job(handle.guid());
                if (noWait) {
                    created(desk, handle);
                } else {
                    finish(desk, handle, progress);
                }
            }
        }
    }

    private static void created(Desk desk, JobHandle handle) {
        desk.result(
                desk.json()
                        ? handle.snapshot().map(JobText::json).orElseThrow()
                        : handle.guid().value());
        if (!desk.connection().endsWithProcess()) {
            desk.remark("Follow it: " + desk.terminal().command() + " watch " + handle.guid() + desk.sameService());
        }
    }

    private void finish(Desk desk, JobHandle handle, Progress progress) {
        desk.remark("Job " + handle.guid() + " is created.");
        Course course = new Course(desk, handle);
        Job job = course.followToDone(progress, wait.deadline());
        course.fetch(job, files, true, progress);
        if (files.formats().isEmpty()) {
            desk.job(job);
        }
        progress.close();
        desk.remark("Done"
                + job.progress()
                        .map(p -> ": " + JobText.number(p.exported()) + " exported.")
                        .orElse("."));
    }
}
