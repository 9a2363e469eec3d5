package io.exportcomments.cli.internal.command;

import io.exportcomments.ExportComments;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.ResultTarget;
import io.exportcomments.cli.internal.terminal.OutputMode;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobUpdate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** All files of a job that the command line asks for, each printed when it is there. */
final class PrintedFiles implements ResultTarget {
    private final CommandContext context;
    private final FileOptions files;

    PrintedFiles(CommandContext context, FileOptions files) {
        this.context = context;
        this.files = files;
    }

    @Override
    public CompletableFuture<Optional<String>> put(ExportComments client, BulkItem item, Job job) {
        try (Progress none = OutputMode.QUIET.progress(context.terminal(), JobUpdate::source)) {
            new JobFollower(context, client.job(job.guid())).download(job, files, true, none);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return CompletableFuture.completedFuture(Optional.of(files.formats().stream()
                        .map(format -> files.file(job.guid(), format).toString())
                        .collect(Collectors.joining(", ")))
                .filter(paths -> !paths.isEmpty()));
    }
}
