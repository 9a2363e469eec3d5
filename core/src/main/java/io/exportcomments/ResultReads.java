package io.exportcomments;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.internal.client.ClientOperations;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.Operation;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.result.Comment;
import io.exportcomments.result.FlatRows;
import io.exportcomments.result.RowFormat;
import io.exportcomments.result.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the blocking face of a client does with results. */
abstract sealed class ResultReads permits ExportComments {
    private final ClientOperations operations;

    ResultReads(ClientOperations operations) {
        this.operations = operations;
    }

    /**
     * Writes a result of a job that is done to a file. The file appears once it is complete: until then the bytes are
     * in a temporary file beside it. A broken connection is resumed where it broke.
     *
     * @param job a job that is done; if it has no link, it is read again
     * @param target the file, replaced if it exists
     * @return the target
     * @throws io.exportcomments.error.LifecycleConflictException if the job is not done
     * @throws io.exportcomments.error.LocalFileException if the file can't be written
     */
    public Path download(Job job, ResultFormat format, Path target) {
        return download(job, format, target, DownloadOptions.DEFAULT);
    }

    /** The same as {@link #download(Job, ResultFormat, Path)}, with options. */
    public Path download(Job job, ResultFormat format, Path target, DownloadOptions options) {
        return Blocking.join(
                operations.download(job, format, target, options), ErrorContext.of(Operation.FILE, job.guid()));
    }

    /**
     * Opens a result of a job that is done as a stream of its bytes. The caller closes it; reading blocks. JSON that
     * breaks off is an {@link java.io.IOException} of the stream, at the place where it breaks off.
     *
     * @throws io.exportcomments.error.UnreadableAnswerException if something else stands in place of the result
     */
    public InputStream open(Job job, ResultFormat format) {
        return Blocking.join(operations.open(job, format), ErrorContext.of(Operation.FILE, job.guid()));
    }

    /**
     * The rows of a job's JSON result one at a time, in constant memory: values are String, Boolean, Long, BigDecimal,
     * List, Map or null. The caller closes the stream; reading blocks, and is for one thread.
     */
    public Stream<Map<String, @Nullable Object>> rows(Job job) {
        return Blocking.join(operations.rows(job), ErrorContext.of(Operation.FILE, job.guid()));
    }

    /**
     * Gives the rows of a job's JSON result to a sink, one at a time, in constant memory, on a worker thread; nested
     * replies stay nested: give a {@link io.exportcomments.result.FlatRows} for rows of their own.
     *
     * @return how many rows there were
     * @throws IOException what the sink throws
     */
    public long rows(Job job, RowSink sink) throws IOException {
        return Blocking.joinIo(operations.rows(job, sink), ErrorContext.of(Operation.FILE, job.guid()));
    }

    /**
     * The rows of a job's JSON result with what all platforms share, nested replies after what they answer. The caller
     * closes the stream; reading blocks, and is for one thread.
     */
    public Stream<Comment> comments(Job job) {
        return FlatRows.of(rows(job)).map(Comment::of);
    }

    /**
     * Makes a file of the rows of a job's JSON result while they arrive, row by row, in constant memory. Like {@link
     * #download(Job, ResultFormat, Path, DownloadOptions)} in all else.
     */
    public Path download(Job job, RowFormat format, Path target, DownloadOptions options) {
        return Blocking.join(
                operations.download(job, format, target, options), ErrorContext.of(Operation.FILE, job.guid()));
    }
}
