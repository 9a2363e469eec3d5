package io.exportcomments.internal.client;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.LifecycleConflictException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.internal.watch.Watches;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobCommand;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Lifecycle;
import io.exportcomments.job.Operation;
import io.exportcomments.port.JobTransport;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Retries and stops jobs, and explains a refusal by the job's status. */
final class JobCommands {
    private static final int SEE_OTHER = 303;

    private final JobTransport calls;
    private final Watches watches;
    private final FreshJobs fresh;

    JobCommands(JobTransport calls, Watches watches, FreshJobs fresh) {
        this.calls = calls;
        this.watches = watches;
        this.fresh = fresh;
    }

    /**
     * Sends a command. What is known of a job may be out of date, so only a final status refuses the command without
     * asking. If the service refuses it, the job is read to explain why; and where it may have taken it, though it did
     * not say so in a way that can be read, the job is read to see whether it did.
     */
    CompletableFuture<Job> send(JobCommand command, JobGuid guid) {
        @Nullable Job shown = watches.snapshot(guid).orElse(null);
        JobStatus known = shown == null ? JobStatus.UNKNOWN : shown.status();
        if (known.isFinal()) {
            return CompletableFuture.failedFuture(conflict(command, guid, known, null));
        }
        Chain<Job> chain = new Chain<>();
        CompletableFuture<Job> sent =
                fresh.ask(guid, () -> command == JobCommand.RETRY ? calls.retry(guid) : calls.stop(guid));
        Runnable onTaken = command == JobCommand.RETRY ? () -> watches.retried(guid, shown) : () -> {};
        return chain.step(sent, job -> taken(chain, guid, job, onTaken), error -> {
            if (error instanceof InvalidRequestException refusal) {
                explain(chain, command, guid, refusal);
            } else if (mayBeTaken(error)) {
                lookWhetherTaken(chain, guid, error, job -> isEffect(command, known, job, error), onTaken);
            } else {
                chain.completeExceptionally(error);
            }
        });
    }

    private static boolean mayBeTaken(Throwable error) {
        return error instanceof UnreadableAnswerException
                || error instanceof ServiceException
                || (error instanceof ConnectionException lost && !lost.provesNothingTaken());
    }

    private void lookWhetherTaken(
            Chain<Job> chain, JobGuid guid, Throwable error, Predicate<Job> isEffect, Runnable onTaken) {
        chain.step(
                calls.get(guid),
                job -> {
                    if (isEffect.test(job)) {
                        onTaken.run();
                        noted(chain, job);
                    } else {
                        watches.seen(job);
                        chain.completeExceptionally(error);
                    }
                },
                unread -> chain.completeExceptionally(error));
    }

    /**
     * Whether a job stands as the command makes it. Of a job that was not known to have failed, only the answer tells
     * whether a retry made it run; one that is done by now has run.
     */
    private static boolean isEffect(JobCommand command, JobStatus before, Job job, Throwable error) {
        if (command == JobCommand.STOP) {
            return job.status() == JobStatus.STOPPED;
        }
        boolean accepted = error instanceof UnreadableAnswerException unread && saysTaken(unread);
        boolean runs = job.status() == JobStatus.QUEUEING || job.status() == JobStatus.PROGRESS;
        return (accepted || before == JobStatus.ERROR) && (runs || job.status() == JobStatus.DONE);
    }

    /** Whether the answer's status says so, whatever its body: also "see other", where the result is elsewhere. */
    private static boolean saysTaken(UnreadableAnswerException unread) {
        int status = unread.context().httpStatus().orElse(0);
        return status / 100 == 2 || status == SEE_OTHER;
    }

    /**
     * If the answer does not say how the job stands, it is read once. The command was taken, so a reading that fails
     * gives what is known.
     */
    private void taken(Chain<Job> chain, JobGuid guid, Job answer, Runnable onTaken) {
        onTaken.run();
        if (answer.status() != JobStatus.UNKNOWN) {
            noted(chain, answer);
            return;
        }
        chain.step(
                calls.get(guid),
                job -> noted(chain, job),
                unread -> chain.complete(watches.snapshot(guid).orElse(answer)));
    }

    private void noted(Chain<Job> chain, Job job) {
        watches.seen(job);
        chain.complete(job);
    }

    private void explain(Chain<Job> chain, JobCommand command, JobGuid guid, InvalidRequestException refusal) {
        chain.step(
                calls.get(guid),
                job -> {
                    watches.seen(job);
                    if (refusal.context().attempts() > 1
                            && command == JobCommand.STOP
                            && job.status() == JobStatus.STOPPED) {
                        // An attempt before this one did it, and its answer was lost.
                        chain.complete(job);
                        return;
                    }
                    chain.completeExceptionally(
                            Lifecycle.allows(job.status(), command)
                                    ? refusal
                                    : conflict(command, guid, job.status(), refusal));
                },
                unread -> chain.completeExceptionally(refusal));
    }

    private static LifecycleConflictException conflict(
            JobCommand command, JobGuid guid, JobStatus status, @Nullable Throwable refusal) {
        Operation operation = command == JobCommand.RETRY ? Operation.RETRY : Operation.STOP;
        return new LifecycleConflictException(ErrorContext.of(operation, guid), status, refusal);
    }
}
