package io.exportcomments.cli.internal.command;

import io.exportcomments.BatchHandle;
import io.exportcomments.cli.internal.exit.BatchIncompleteException;
import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.service.ShutdownHook;
import io.exportcomments.cli.internal.terminal.BatchText;
import io.exportcomments.cli.internal.terminal.JobTable;
import io.exportcomments.cli.internal.terminal.JobText;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.BatchUpdate;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = "Shows a batch and its jobs as they are now; with --wait, when all of them have ended.")
final class BatchStatusCommand extends ClientCommand {
    /** Longer than any batch runs. */
    private static final Duration NO_DEADLINE = Duration.ofDays(365);

    @Parameters(paramLabel = "ID", converter = Converters.BatchIdConverter.class, description = "The batch.")
    private @Nullable BatchId id;

    @Option(names = "--wait", description = "Wait until all jobs of the batch have ended.")
    private boolean wait;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Converters.DurationConverter.class,
            description =
                    "With --wait: how long, such as 10m; the jobs themselves continue. Default: as long as it takes.")
    private @Nullable Duration deadline;

    BatchStatusCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void checkOptions() {
        if (deadline != null && !wait) {
            throw new UsageException("--deadline needs --wait");
        }
    }

    @Override
    void run(CommandContext context) {
        BatchHandle batch = context.client().batch(Objects.requireNonNull(id, "id"));
        BatchState state = batch.refresh();
        if (!wait) {
            show(context, state, state.jobs());
            return;
        }
        List<Job> jobs =
                follow(context, batch).jobs().stream().map(JobUpdate::job).toList();
        show(context, state, jobs);
        requireDone(state, jobs);
    }

    @SuppressWarnings("try")
    private BatchUpdate follow(CommandContext context, BatchHandle batch) {
        try (ShutdownHook interruption = new ShutdownHook(() -> interrupted(context));
                BatchFollower follower = new BatchFollower(context, batch)) {
            return follower.end(deadline == null ? NO_DEADLINE : deadline);
        }
    }

    private void interrupted(CommandContext context) {
        if (context.connection().endsWithProcess()) {
            context.interrupted(null, "Interrupted. The mock ends with this command, and so do its jobs.");
        } else {
            context.interrupted(
                    null,
                    "Interrupted. The jobs continue. Follow them again:",
                    context.command("batch status " + id + " --wait"));
        }
        context.connection().close();
    }

    private static void show(CommandContext context, BatchState state, List<Job> jobs) {
        if (context.json()) {
            context.result(
                    BatchText.json(state.batchId(), jobs, state.rejected().size()));
            jobs.stream().map(JobText::json).forEach(context::result);
            state.rejected().stream().map(BatchText::json).forEach(context::result);
            return;
        }
        context.remark(BatchText.summary(jobs, state.rejected().size()));
        JobTable table = new JobTable(context.terminal().coloursResults(), context::result);
        jobs.forEach(table::add);
        state.rejected().stream().map(BatchText::line).forEach(context::remark);
    }

    private static void requireDone(BatchState state, List<Job> jobs) {
        int refused = state.rejected().size();
        long bad = jobs.stream().filter(job -> job.status() != JobStatus.DONE).count() + refused;
        if (bad > 0) {
            throw new BatchIncompleteException(ExitCode.JOB, BatchText.summary(jobs, refused));
        }
        long empty = jobs.stream().filter(Job::isEmptyResult).count();
        if (empty > 0) {
            throw new BatchIncompleteException(
                    ExitCode.EMPTY, empty + " of " + jobs.size() + " results are empty; there are no files");
        }
    }
}
