package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.Outcome;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.JobGuid;
import org.jspecify.annotations.Nullable;

/** Handles Ctrl-C while a job is followed: leaves the job running or stops it, and says so. Thread-safe. */
final class InterruptHandler implements Runnable {
    private final CommandContext context;
    private final Progress progress;
    private final boolean stopJob;
    private final String outputHint;
    private volatile @Nullable JobGuid guid;

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

    @Override
    public void run() {
        progress.close();
        JobGuid job = guid;
        if (job == null) {
            say("Interrupted before the job's guid was known. To see whether it was created: "
                    + context.terminal().command() + " list" + context.serviceHint());
        } else if (stopJob) {
            stop(job);
        } else if (context.connection().endsWithProcess()) {
            say("Interrupted. The mock ends with this command, and so does job " + job + ".");
        } else {
            say("Interrupted. Job " + job + " continues. Follow it again, or download its files when it is done:");
            say("  " + context.terminal().command() + " watch " + job + context.serviceHint());
            say("  " + context.terminal().command() + " download " + job + " --wait" + outputHint
                    + context.serviceHint());
        }
        context.connection().close();
    }

    private void stop(JobGuid job) {
        try {
            context.client().stop(job);
            say("Interrupted. Job " + job + " was stopped.");
        } catch (ExportCommentsException e) {
            context.terminal().error("Interrupted, but " + Outcome.of(e).line());
        }
    }

    /** Printed even with --quiet: the user must know where the job is. */
    private void say(String line) {
        context.terminal().remark(line);
    }
}
