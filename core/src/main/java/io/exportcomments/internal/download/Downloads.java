package io.exportcomments.internal.download;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.job.DownloadListener;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.Operation;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.result.RowFormat;
import io.exportcomments.result.RowSink;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the files of jobs that are done. A broken download is resumed where it broke, as long as the service
 * identifies the file; after {@link RemoteResult#MOST_BREAKS} breaks in a row without a new byte it fails.
 * Thread-safe; nothing here blocks, only the streams do.
 */
public final class Downloads implements AutoCloseable {
    private final JobTransport calls;
    private final Timekeeper time;
    private final Executor workers;
    private final RowReader rows;
    private final Set<FileDownload> running = ConcurrentHashMap.newKeySet();
    private final Set<RowTransfer<?>> transfers = ConcurrentHashMap.newKeySet();
    private final Set<ResumingStream> open = ConcurrentHashMap.newKeySet();
    private final Set<FirstOpening> opening = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param calls the client's calls, in front of the transport
     * @param workers runs what blocks: a thread for each file that is being read
     */
    public Downloads(JobTransport calls, Timekeeper time, Executor workers, RowReader rows) {
        this.calls = calls;
        this.time = time;
        this.workers = workers;
        this.rows = rows;
    }

    /**
     * Writes a file of a job to the target, which changes only once the file is complete. Cancelling the future ends
     * the download and deletes what was written. Fails with a {@link io.exportcomments.error.LocalFileException} if
     * this machine can't write the file, and otherwise with the error of the call or of the broken connection.
     */
    public CompletableFuture<Path> toFile(Job job, ResultFormat format, Path target, DownloadOptions options) {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(options, "options");
        Optional<RemoteResult> source = source(job, format);
        if (source.isEmpty()) {
            return CompletableFuture.failedFuture(noLink(job));
        }
        FileDownload download = new FileDownload(source.get(), target, options, workers);
        running.add(download);
        download.whenComplete((path, failure) -> running.remove(download));
        if (closed) {
            download.closeClient();
        } else {
            download.begin();
        }
        return download;
    }

    /** A file of a job as a stream, once it begins as the result does. The caller closes it. */
    public CompletableFuture<InputStream> open(Job job, ResultFormat format) {
        return opened(
                job,
                format,
                DownloadListener.NONE,
                true,
                (source, stream) -> CheckedStream.whole(
                        stream, source.check(), stream.total().isPresent()));
    }

    /** The rows of a job's JSON file, read on demand. The caller closes the stream. */
    public CompletableFuture<Stream<Map<String, @Nullable Object>>> rows(Job job) {
        return opened(
                job,
                ResultFormat.JSON,
                DownloadListener.NONE,
                false,
                (source, stream) -> RowStream.of(source, stream, rows, DownloadListener.NONE));
    }

    private CompletableFuture<Stream<Map<String, @Nullable Object>>> checkedRows(Job job, DownloadListener listener) {
        return opened(
                job,
                ResultFormat.JSON,
                listener,
                true,
                (source, stream) -> RowStream.of(source, stream, rows, listener));
    }

    /**
     * Gives the rows of a job's JSON file to a sink, on a worker; the number of rows. Cancelling the future ends it.
     * What the sink throws is what the future fails with.
     */
    public CompletableFuture<Long> rows(Job job, RowSink sink) {
        Objects.requireNonNull(sink, "sink");
        return begun(new RowTransfer<>(new SinkTarget(sink), () -> checkedRows(job, DownloadListener.NONE), workers));
    }

    /**
     * Makes a file of the rows of a job's JSON file, row by row; it appears at the target once it is complete.
     * Cancelling the future ends it and deletes what was written. Fails as {@link #toFile} does.
     */
    public CompletableFuture<Path> toFile(Job job, RowFormat format, Path target, DownloadOptions options) {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(target, "target");
        FileTarget file = new FileTarget(job.guid(), format, target, options, time);
        return begun(new RowTransfer<>(file, () -> checkedRows(job, options.listener()), workers));
    }

    private <T> RowTransfer<T> begun(RowTransfer<T> transfer) {
        transfers.add(transfer);
        transfer.whenComplete((result, failure) -> transfers.remove(transfer));
        if (closed) {
            transfer.closeClient();
        } else {
            transfer.begin();
        }
        return transfer;
    }

    private <T> CompletableFuture<T> opened(
            Job job, ResultFormat format, DownloadListener listener, boolean inspects, Shape<T> shape) {
        Optional<RemoteResult> found = source(job, format);
        if (found.isEmpty()) {
            return CompletableFuture.failedFuture(noLink(job));
        }
        RemoteResult source = found.get();
        FirstOpening answer = FirstOpening.begin(source, listener, workers, inspects);
        opening.add(answer);
        answer.whenComplete((file, failure) -> opening.remove(answer));
        CompletableFuture<T> result = new CompletableFuture<>();
        result.whenComplete((value, failure) -> answer.cancel(true));
        if (closed) {
            answer.completeExceptionally(new ClientClosedException(source.context(), null));
        }
        answer.whenComplete((file, failure) -> {
            if (failure != null) {
                result.completeExceptionally(source.named(failure));
                return;
            }
            ResumingStream stream = track(source, file);
            if (!result.complete(shape.of(source, stream))) {
                stream.close();
            }
        });
        return result;
    }

    private ResumingStream track(RemoteResult source, RemoteFile file) {
        ResumingStream stream = new ResumingStream(source, file, open::remove);
        open.add(stream);
        if (closed) {
            stream.closeClient();
        }
        return stream;
    }

    private Optional<RemoteResult> source(Job job, ResultFormat format) {
        return RenewedLink.of(calls, job, format).map(link -> new RemoteResult(link, time, job, format));
    }

    private static NotFoundException noLink(Job job) {
        return new NotFoundException(ErrorContext.of(Operation.FILE, job.guid()), null);
    }

    /** Ends all downloads and streams with a {@link ClientClosedException}. Closing twice is fine. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(running).forEach(FileDownload::closeClient);
        List.copyOf(transfers).forEach(RowTransfer::closeClient);
        List.copyOf(opening)
                .forEach(one -> one.completeExceptionally(
                        new ClientClosedException(ErrorContext.of(Operation.FILE, null), null)));
        List.copyOf(open).forEach(ResumingStream::closeClient);
    }

    /** What a program gets of an open file. */
    private interface Shape<T> {
        T of(RemoteResult source, ResumingStream stream);
    }
}
