package io.exportcomments.bulk.internal;

import io.exportcomments.ExportComments;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.ResultTarget;
import io.exportcomments.job.Job;
import io.exportcomments.job.ResultFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Copies each result to a stream of the program's, on the thread that asks for it. */
public final class StreamTarget implements ResultTarget {
    private final ResultFormat format;
    private final StreamFactory factory;

    /** Results of a format in streams. */
    public StreamTarget(ResultFormat format, StreamFactory factory) {
        this.format = Objects.requireNonNull(format, "format");
        this.factory = Objects.requireNonNull(factory, "factory");
    }

    @Override
    public CompletableFuture<Optional<String>> put(ExportComments client, BulkItem item, Job job) {
        try (InputStream in = client.open(job, format);
                OutputStream out = factory.open(item)) {
            in.transferTo(out);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
