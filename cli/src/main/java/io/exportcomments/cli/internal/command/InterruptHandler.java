package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.Outcome;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Handles Ctrl-C while a job is created or followed: leaves the job running or stops it, and says so. After Ctrl-C no
 * creation goes out any more. Thread-safe.
 */
final class InterruptHandler implements Runnable, CreationJournal {
    private static final Duration STOPPING = Duration.ofSeconds(7);

    private final CommandContext context;
    private final Progress progress;
    private final boolean stopJob;
    private final String outputHint;
    private final CountDownLatch answered = new CountDownLatch(1);
    private boolean sent;
    private boolean interrupted;
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

    @Override
    public synchronized void sending(ExportRequest request, Instant at) {
        if (interrupted) {
            throw new CancellationException("Interrupted");
        }
        sent = true;
    }

    /** From now on nothing is sent; whether something was. */
    private synchronized boolean holdBack() {
        interrupted = true;
        return sent;
    }

    /** Sets the job to report on. */
    void job(JobGuid known) {
        guid = known;
        answered.countDown();
    }

    /** No job came of the creation, as far as can be told. */
    void noJob() {
        answered.countDown();
    }

    /** The job is done: only its files are left to fetch. */
    void jobDone() {
        done = true;
    }

    @Override
    public void run() {
        progress.close();
        long end = System.nanoTime() + STOPPING.toNanos();
        boolean wasSent = holdBack();
        if (wasSent && stopJob && guid == null) {
            awaitAnswer();
        }
        JobGuid job = guid;
        if (job == null) {
            tellOfNone(wasSent);
        } else if (stopJob && !done) {
            stop(job, end);
        } else {
            tell(job);
        }
        context.connection().close();
    }

    /** What the answer to the creation names is to be stopped, too. */
    private void awaitAnswer() {
        context.remark("Interrupted; waiting for the job's guid, to stop it.");
        try {
            boolean unused = answered.await(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellOfNone(boolean wasSent) {
        if (!wasSent) {
            context.interrupted(null, "Interrupted before anything was sent: no job was created.");
        } else if (context.connection().endsWithProcess()) {
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
    private void stop(JobGuid job, long end) {
        context.remark("Interrupted; stopping job " + job + ".");
        CompletableFuture<Job> stopping = context.client().async().stop(job);
        try {
            stopping.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
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
