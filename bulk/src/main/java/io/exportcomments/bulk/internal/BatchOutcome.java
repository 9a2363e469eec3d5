package io.exportcomments.bulk.internal;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.RejectedUrl;
import java.util.List;

/** Hears what became of items that went as a batch of the service: of each once, on any thread. */
interface BatchOutcome {
    /** The service took the batch; what became of each item follows. */
    void taken(List<Sending> group);

    /** The job exists. */
    void created(Sending sending, JobGuid job);

    /** The service took the batch without this item. */
    void rejected(Sending sending, RejectedUrl url);

    /** The service took the batch, and said nothing of this item. */
    void unnamed(Sending sending);

    /** The item has one of several jobs, and which one can't be told. */
    void unclear(Sending sending, String why);

    /** All was told that became of the items of a batch that was taken. */
    void told(List<Sending> group);

    /** The batch failed; whether something may have been created is to be told from the error and the sendings. */
    void failed(List<Sending> group, Throwable error);

    /** Whether nobody wants to hear any more. */
    boolean isOver();
}
