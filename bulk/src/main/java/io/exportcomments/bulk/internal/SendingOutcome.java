package io.exportcomments.bulk.internal;

import io.exportcomments.job.JobGuid;

/** Hears what became of a sending, once for each, on any thread. */
interface SendingOutcome {
    /** The job exists. */
    void created(Sending sending, JobGuid job);

    /** It failed; whether something may have been created is to be told from the error and the sending. */
    void failed(Sending sending, Throwable error);
}
