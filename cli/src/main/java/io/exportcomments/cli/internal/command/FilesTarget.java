package io.exportcomments.cli.internal.command;

import io.exportcomments.ExportComments;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.ResultTarget;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** All files of a job that the command line asks for. */
final class FilesTarget implements ResultTarget {
    private final FileOptions files;

    FilesTarget(FileOptions files) {
        this.files = files;
    }

    @Override
    public CompletableFuture<Optional<String>> put(ExportComments client, BulkItem item, Job job) {
        List<CompletableFuture<Path>> downloads = new ArrayList<>();
        for (OutputFormat format : files.formats()) {
            Path file = files.file(job.guid(), format);
            downloads.add(format.ofService()
                    .map(remote -> client.async().download(job, remote, file, DownloadOptions.DEFAULT))
                    .orElseGet(() -> client.async().download(job, files.rows(format), file, DownloadOptions.DEFAULT)));
        }
        return CompletableFuture.allOf(downloads.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> Optional.of(downloads.stream()
                                .map(download -> download.join().toString())
                                .collect(Collectors.joining(", ")))
                        .filter(paths -> !paths.isEmpty()));
    }
}
