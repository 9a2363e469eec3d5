package io.exportcomments.internal.download;

import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.Timekeeper;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fetches the files of a result; being written. */
@SuppressWarnings("unused")
public final class Downloads {
    /** Downloads over these calls. */
    public Downloads(JobTransport calls, Timekeeper timekeeper, Executor workers, RowReader rows) {}

    /** To a file. */
    public CompletableFuture<Path> toFile(Job job, ResultFormat format, Path target, DownloadOptions options) {
        return missing();
    }

    /** As a stream. */
    public CompletableFuture<InputStream> open(Job job, ResultFormat format) {
        return missing();
    }

    /** Row by row. */
    public CompletableFuture<Stream<Map<String, @Nullable Object>>> rows(Job job) {
        return missing();
    }

    private static <T> CompletableFuture<T> missing() {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("Downloads are being written"));
    }
}
