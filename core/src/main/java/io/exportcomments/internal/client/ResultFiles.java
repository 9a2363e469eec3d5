package io.exportcomments.internal.client;

import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.internal.download.Downloads;
import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.result.RowFormat;
import io.exportcomments.result.RowSink;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The results of jobs: to a file, as a stream, or row by row; a job without its link is read again first. */
final class ResultFiles {
    private final Downloads downloads;
    private final ResultLinks links;
    private final Function<JobGuid, CompletableFuture<Job>> reader;

    /**
     * @param reader reads a job
     */
    ResultFiles(Downloads downloads, ResultLinks links, Function<JobGuid, CompletableFuture<Job>> reader) {
        this.downloads = downloads;
        this.links = links;
        this.reader = reader;
    }

    CompletableFuture<Path> download(Job job, ResultFormat format, Path target, DownloadOptions options) {
        Chain<Path> chain = new Chain<>();
        return chain.step(
                withLink(job, format),
                ready -> chain.step(downloads.toFile(ready, format, target, options), chain::complete));
    }

    CompletableFuture<InputStream> open(Job job, ResultFormat format) {
        Chain<InputStream> chain = new Chain<>();
        return chain.step(
                withLink(job, format),
                ready -> chain.step(downloads.open(ready, format), stream -> deliver(chain, stream)));
    }

    CompletableFuture<Stream<Map<String, @Nullable Object>>> rows(Job job) {
        Chain<Stream<Map<String, @Nullable Object>>> chain = new Chain<>();
        return chain.step(
                withLink(job, ResultFormat.JSON),
                ready -> chain.step(downloads.rows(ready), rows -> deliver(chain, rows)));
    }

    CompletableFuture<Long> rows(Job job, RowSink sink) {
        Chain<Long> chain = new Chain<>();
        return chain.step(
                withLink(job, ResultFormat.JSON), ready -> chain.step(downloads.rows(ready, sink), chain::complete));
    }

    CompletableFuture<Path> download(Job job, RowFormat format, Path target, DownloadOptions options) {
        Chain<Path> chain = new Chain<>();
        return chain.step(
                withLink(job, ResultFormat.JSON),
                ready -> chain.step(downloads.toFile(ready, format, target, options), chain::complete));
    }

    /** Hands an open resource over, or closes it if nobody waits for it any more. */
    private static <T extends AutoCloseable> void deliver(Chain<T> chain, T open) {
        if (chain.complete(open)) {
            return;
        }
        try {
            open.close();
        } catch (Exception e) {
            LibraryLog.get().log(System.Logger.Level.DEBUG, "A file that nobody waits for failed to close", e);
        }
    }

    private CompletableFuture<Job> withLink(Job job, ResultFormat format) {
        return links.find(job, format, reader);
    }
}
