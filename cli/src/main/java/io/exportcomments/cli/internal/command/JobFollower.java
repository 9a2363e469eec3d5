package io.exportcomments.cli.internal.command;

import io.exportcomments.JobHandle;
import io.exportcomments.Watch;
import io.exportcomments.cli.internal.exit.LinkOriginException;
import io.exportcomments.cli.internal.exit.ResultsUnreadException;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.JobText;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.EmptyResultException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.JobFailedException;
import io.exportcomments.error.JobStoppedException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.job.DownloadListener;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.ResultFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Follows one job to its end, showing its progress, and downloads its files. */
final class JobFollower {
    private final CommandContext context;
    private final JobHandle handle;
    private final boolean whileRead;

    JobFollower(CommandContext context, JobHandle handle) {
        this(context, handle, false);
    }

    /**
     * @param whileRead whether following ends as soon as the results can't be written
     */
    JobFollower(CommandContext context, JobHandle handle, boolean whileRead) {
        this.context = context;
        this.handle = handle;
        this.whileRead = whileRead;
    }

    /**
     * Shows the job until it is done.
     *
     * @param deadline how long to wait; null for as long as it takes
     */
    Job followToDone(Progress progress, @Nullable Duration deadline) {
        Job job = end(progress, deadline);
        if (job.status() == JobStatus.ERROR) {
            throw new JobFailedException(ErrorContext.of(job.guid()), job, null);
        }
        if (job.status() == JobStatus.STOPPED) {
            throw new JobStoppedException(ErrorContext.of(job.guid()), job, null);
        }
        requireResult(job);
        return job;
    }

    private static void requireResult(Job job) {
        if (job.isEmptyResult()) {
            throw new EmptyResultException(ErrorContext.of(job.guid()), job, null);
        }
    }

    @SuppressWarnings("try")
    private Job end(Progress progress, @Nullable Duration deadline) {
        CompletableFuture<Job> end = new CompletableFuture<>();
        try (Watch watch =
                handle.async().onUpdate(update -> seen(update, progress, end), () -> {}, end::completeExceptionally)) {
            return deadline == null ? end.get() : end.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new DeadlineExceededException(
                    ErrorContext.of(handle.guid()),
                    deadline == null ? Duration.ZERO : deadline,
                    context.connection().outages().lastFailure().orElse(null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException(ErrorContext.of(handle.guid()), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ResultsUnreadException unread) {
                throw unread;
            }
            throw e.getCause() instanceof ExportCommentsException known
                    ? known
                    : new IllegalStateException(e.getCause());
        }
    }

    private void seen(JobUpdate update, Progress progress, CompletableFuture<Job> end) {
        progress.update(update);
        if (update.isTerminal()) {
            end.complete(update.job());
        } else if (whileRead && context.terminal().resultsLost()) {
            end.completeExceptionally(new ResultsUnreadException());
        }
    }

    /** Downloads the files of a job that is done. */
    void download(Job job, FileOptions files, boolean replace, Progress progress) {
        if (files.formats().isEmpty()) {
            return;
        }
        requireResult(job);
        files.prepare();
        for (OutputFormat format : files.formats()) {
            Path file = files.file(job.guid(), format);
            Optional<ResultFormat> remote = format.ofService();
            Size size = new Size(format, progress);
            DownloadOptions listened = DownloadOptions.DEFAULT.withListener(size);
            DownloadOptions options = replace ? listened : listened.keepExisting();
            try {
                if (remote.isPresent()) {
                    context.client().download(job, remote.get(), file, options);
                } else {
                    context.client().download(job, files.rows(format), file, options);
                }
            } catch (AuthenticationException | PermissionException e) {
                throw explained(e, job.link(remote.orElse(ResultFormat.JSON)));
            }
            long bytes = format.isTable() ? sizeOf(file) : size.bytes;
            context.result(context.json() ? JobText.json(job, format.extension(), file, bytes) : file.toString());
        }
    }

    /** What was written; a table is not as long as what it was made of. */
    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UsageException("can't read " + file + ", which was just written");
        }
    }

    /**
     * The token goes to the base URL's origin only: a link elsewhere is refused for another reason than a wrong token.
     */
    private RuntimeException explained(ExportCommentsException error, Optional<URI> link) {
        URI baseUrl = context.connection().baseUrl();
        return link.filter(file -> LinkOriginException.differ(file, baseUrl))
                .<RuntimeException>map(file -> new LinkOriginException(file, baseUrl, error))
                .orElse(error);
    }

    /** Counts the bytes of a file. */
    private static final class Size implements DownloadListener {
        private final OutputFormat format;
        private final Progress progress;
        private volatile long bytes;

        private Size(OutputFormat format, Progress progress) {
            this.format = format;
            this.progress = progress;
        }

        @Override
        public void progress(long written, OptionalLong total) {
            bytes = written;
            progress.download(format.extension(), written, total);
        }
    }
}
