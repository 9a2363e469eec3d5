package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.Outcome;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.JobGuid;
import org.jspecify.annotations.Nullable;

/** What is said and done when the person presses Ctrl-C while a job is followed: the job goes on, or is stopped. Thread-safe. */
final class Leaving implements Runnable {
    private final Desk desk;
    private final Progress progress;
    private final boolean stopJob;
    private final String sameFiles;
    private volatile @Nullable JobGuid guid;

    /**
     * @param stopJob whether the job is to be stopped
     * @param sameFiles the options that bring the download to the same files
     */
    Leaving(Desk desk, Progress progress, boolean stopJob, String sameFiles) {
        this.desk = desk;
        this.progress = progress;
        this.stopJob = stopJob;
        this.sameFiles = sameFiles;
    }

    /** From now on it is about this job. */
    void job(JobGuid known) {
        guid = known;
    }

    @Override
    public void run() {
        progress.close();
        JobGuid job = guid;
        if (job == null) {
            say("Interrupted before the job's guid was known. Whether it was created shows: "
                    + desk.terminal().command() + " list" + desk.sameService());
        } else if (stopJob) {
            stop(job);
        } else if (desk.connection().endsWithProcess()) {
            say("Interrupted. The mock ends with this command, and job " + job + " with it.");
        } else {
            say("Interrupted. Job " + job + " goes on. Follow it again, or fetch its files when it is done:");
            say("  " + desk.terminal().command() + " watch " + job + desk.sameService());
            say("  " + desk.terminal().command() + " download " + job + " --wait" + sameFiles + desk.sameService());
        }
        desk.connection().close();
    }

    private void stop(JobGuid job) {
        try {
            desk.client().stop(job);
            say("Interrupted. Job " + job + " is stopped.");
        } catch (ExportCommentsException e) {
            desk.terminal().error("Interrupted, but " + Outcome.of(e).line());
        }
    }

    /** Also said to those who want no remarks: they have to know where the job is. */
    private void say(String line) {
        desk.terminal().remark(line);
    }
}
