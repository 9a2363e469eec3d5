package io.exportcomments.internal.download;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.job.Job;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The link to a file of a job: the one in the caller's copy of the job, which may have expired since, and once that is
 * refused, the one that the job has now. The job is read once at most. Thread-safe.
 */
final class RenewedLink {
    private static final Set<Integer> REFUSALS = Set.of(403, 404, 410);

    /** What some hosts of files say of a link that has expired, and the service says of other things. */
    private static final Set<Integer> REFUSALS_OF_OTHERS = Set.of(400, 401);

    private final JobTransport calls;
    private final Job job;
    private final ResultFormat format;
    private final AtomicBoolean renewed = new AtomicBoolean();
    private volatile URI link;

    private RenewedLink(JobTransport calls, Job job, ResultFormat format, URI link) {
        this.calls = calls;
        this.job = job;
        this.format = format;
        this.link = link;
    }

    /** The job's link to a file; empty if it has none. */
    static Optional<RenewedLink> of(JobTransport calls, Job job, ResultFormat format) {
        return job.link(format).map(link -> new RenewedLink(calls, job, format, link));
    }

    /** Opens the file. Cancelling the future ends the call under way. */
    CompletableFuture<RemoteFile> open(FileRange range) {
        Chain<RemoteFile> opening = new Chain<>();
        return opening.step(
                calls.open(link, range), file -> deliver(opening, file), failure -> failed(opening, range, failure));
    }

    private void failed(Chain<RemoteFile> opening, FileRange range, Throwable failure) {
        if (opening.isDone() || !mayHaveExpired(failure) || !renewed.compareAndSet(false, true)) {
            opening.completeExceptionally(failure);
            return;
        }
        opening.step(
                calls.get(job.guid()),
                read -> openFresh(opening, range, read, failure),
                unread -> opening.completeExceptionally(failure));
    }

    private void openFresh(Chain<RemoteFile> opening, FileRange range, Job read, Throwable failure) {
        URI fresh = read.link(format).orElse(link);
        if (fresh.equals(link)) {
            opening.completeExceptionally(failure);
            return;
        }
        LibraryLog.get()
                .log(
                        System.Logger.Level.INFO,
                        "The link to the file of job " + job.guid() + " is not valid any more; using the one of now");
        link = fresh;
        opening.step(calls.open(fresh, range), file -> deliver(opening, file));
    }

    private static boolean mayHaveExpired(Throwable failure) {
        if (!(failure instanceof ExportCommentsException known)) {
            return false;
        }
        ErrorContext context = known.context();
        int status = context.httpStatus().orElse(0);
        boolean ofAccount =
                known instanceof PermissionException && context.errorCode().isPresent();
        return (REFUSALS.contains(status) && !ofAccount)
                || (context.fromIntermediary() && REFUSALS_OF_OTHERS.contains(status));
    }

    private static void deliver(Chain<RemoteFile> opening, RemoteFile file) {
        if (!opening.complete(file)) {
            RemoteResult.closeUnneeded(file);
        }
    }
}
