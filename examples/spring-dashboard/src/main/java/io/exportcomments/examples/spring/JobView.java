package io.exportcomments.examples.spring;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobCommand;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Lifecycle;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of a job; nothing of it is secret.
 *
 * @param status the service's word for it
 * @param total null while it is not known
 * @param attempt from 1
 * @param note why there are no files of a job that is done, where the service says so
 * @param error why it failed, if it did
 * @param trouble why it can't be followed at the moment, if it can't
 */
record JobView(
        String guid,
        String url,
        String platform,
        String status,
        long exported,
        @Nullable Long total,
        int attempt,
        boolean canStop,
        boolean canRetry,
        boolean hasFiles,
        @Nullable String note,
        @Nullable String error,
        @Nullable String trouble) {

    static JobView of(JobUpdate update) {
        return of(update.job(), update.attempt());
    }

    static JobView of(Job job) {
        return of(job, job.retry().orElse(0) + 1);
    }

    private static JobView of(Job job, int attempt) {
        JobStatus status = job.status();
        return new JobView(
                job.guid().value(),
                job.url().orElse(""),
                job.platform().orElse(""),
                status == JobStatus.UNKNOWN ? job.wireStatus() : status.wireName(),
                job.progress().map(JobProgress::exported).orElse(0L),
                total(job),
                attempt,
                Lifecycle.allows(status, JobCommand.STOP),
                Lifecycle.allows(status, JobCommand.RETRY),
                status == JobStatus.DONE && !job.isEmptyResult(),
                job.isEmptyResult() ? job.resultNote().orElse(null) : null,
                job.error().orElse(null),
                null);
    }

    private static @Nullable Long total(Job job) {
        return job.total().isPresent() ? job.total().getAsLong() : null;
    }

    /** The same, of which nothing new is heard. */
    JobView withTrouble(String words) {
        return new JobView(
                guid, url, platform, status, exported, total, attempt, canStop, canRetry, hasFiles, note, error, words);
    }

    JobGuid id() {
        return JobGuid.of(guid);
    }

    boolean isFinal() {
        return JobStatus.fromWire(status).isFinal();
    }
}
