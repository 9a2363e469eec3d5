package io.exportcomments.bulk.internal;

import io.exportcomments.ExportComments;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.ResultTarget;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.ResultFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Puts each result in a file of its own. */
public final class DirectoryTarget implements ResultTarget {
    private final Path directory;
    private final ResultFormat format;

    /** Files of a format in a directory. */
    public DirectoryTarget(Path directory, ResultFormat format) {
        this.directory = Objects.requireNonNull(directory, "directory");
        this.format = Objects.requireNonNull(format, "format");
    }

    @Override
    public CompletableFuture<Optional<String>> put(ExportComments client, BulkItem item, Job job) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        Path file = directory.resolve(job.guid().value() + "." + format.extension());
        CompletableFuture<Path> download = client.async().download(job, format, file, DownloadOptions.DEFAULT);
        CompletableFuture<Optional<String>> put = download.thenApply(path -> Optional.of(path.toString()));
        put.whenComplete((path, failure) -> {
            if (put.isCancelled()) {
                download.cancel(true);
            }
        });
        return put;
    }
}
