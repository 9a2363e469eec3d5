package io.exportcomments.bulk.internal;

import io.exportcomments.ExportComments;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.bulk.batch.EndHandler;
import io.exportcomments.bulk.batch.ResultTarget;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.port.Timekeeper;
import java.util.concurrent.Executor;

/**
 * What a worker works with; all of it is lent.
 *
 * @param worker its name for people
 * @param concurrency how many items it has on the way at most
 * @param work runs what blocks on the store
 * @param handlers calls the handler, and writes results
 * @param serviceBatches whether it may send items by batches of the service
 */
public record EngineSettings(
        ExportComments client,
        BulkStore store,
        String worker,
        int concurrency,
        WorkerTimes times,
        ResultTarget target,
        EndHandler handler,
        BulkListener listener,
        Timekeeper time,
        Executor work,
        Executor handlers,
        boolean serviceBatches) {}
