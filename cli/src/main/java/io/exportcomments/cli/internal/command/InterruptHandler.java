package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.Outcome;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Handles Ctrl-C while a job is followed: leaves the job running or stops it, and says so. Thread-safe. */
final class InterruptHandler implements Runnable {
    private static final Duration STOPPING = Duration.ofSeconds(7);

    private final CommandContext context;
    private final Progress progress;
    private final boolean stopJob;
    private final String outputHint;
    private volatile @Nullable JobGuid guid;
    private volatile boolean done;

    /**
     * @param stopJob whether to stop the job
     * @param outputHint the options with which a download writes the same files
     */
    InterruptHandler(CommandContext context, Progress progress, boolean stopJob, String outputHint) {
        this.context = context;
        this.progress = progress;
        this.stopJob = stopJob;
        this.outputHint = outputHint;
    }

    /** Sets the job to report on. */
    void job(JobGuid known) {
        guid = known;
    }

    /** The job is done: only its files are left to fetch. */
    void jobDone() {
        done = true;
    }

    @Override
    public void run() {
        progress.close();
        JobGuid job = guid;
        if (job == null) {
            tellOfNone();
        } else if (stopJob && !done) {
            stop(job);
        } else {
            tell(job);
        }
        context.connection().close();
    }

    private void tellOfNone() {
        if (context.connection().endsWithProcess()) {
            context.interrupted(null, "Interrupted. The mock ends with this command.");
        } else {
            context.interrupted(
                    null,
                    "Interrupted before the job's guid was known. To see whether it was created:",
                    context.command("list"));
        }
    }

    private void tell(JobGuid job) {
        String download = "download " + job + (done ? "" : " --wait") + outputHint;
        if (context.connection().endsWithProcess()) {
            context.interrupted(job, "Interrupted. The mock ends with this command, and so does job " + job + ".");
        } else if (done) {
            context.interrupted(
                    job, "Interrupted. Job " + job + " is done. Download its files:", context.command(download));
        } else {
            context.interrupted(
                    job,
                    "Interrupted. Job " + job + " continues. Follow it again, or download its files when it is done:",
                    context.command("watch " + job),
                    context.command(download));
        }
    }

    /** Whoever interrupts does not wait long, and whatever interrupts may kill some seconds later. */
    private void stop(JobGuid job) {
        context.remark("Interrupted; stopping job " + job + ".");
        CompletableFuture<Job> stopping = context.client().async().stop(job);
        try {
            stopping.get(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
            context.interrupted(job, "Interrupted. Job " + job + " was stopped.");
        } catch (TimeoutException e) {
            stopping.cancel(true);
            notStopped(job, "the service did not answer within " + STOPPING.toSeconds() + " s");
        } catch (ExecutionException e) {
            notStopped(
                    job, Outcome.of(Objects.requireNonNullElse(e.getCause(), e)).line());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void notStopped(JobGuid job, String why) {
        context.interrupted(
                job,
                "Interrupted, but whether job " + job + " was stopped is not known: " + why
                        + ". Look at it, or stop it again:",
                context.command("status " + job),
                context.command("stop " + job));
    }
}
