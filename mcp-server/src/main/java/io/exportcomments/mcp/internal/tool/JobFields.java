package io.exportcomments.mcp.internal.tool;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job as an assistant sees it: without links, which are as good as keys, and without the values of its options. */
final class JobFields {
    private JobFields() {}

    static Map<String, @Nullable Object> of(Job job) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("guid", job.guid().value());
        fields.put("status", job.wireStatus());
        put(fields, "url", job.url());
        put(fields, "platform", job.platform());
        put(fields, "exported", job.progress().map(JobProgress::exported));
        job.progress().map(JobProgress::total).ifPresent(total -> total.ifPresent(count -> fields.put("total", count)));
        put(fields, "error", job.error());
        put(fields, "result_note", job.resultNote());
        put(fields, "created_at", job.createdAt().map(Instant::toString));
        put(fields, "exported_at", job.exportedAt().map(Instant::toString));
        put(fields, "delete_after", job.deleteAfter().map(Instant::toString));
        return fields;
    }

    /** The same, with what to do next. */
    static Map<String, @Nullable Object> withNext(Job job) {
        Map<String, @Nullable Object> fields = of(job);
        fields.put("next", next(job));
        return fields;
    }

    private static String next(Job job) {
        if (job.isEmptyResult()) {
            return "The job is done and found nothing; there are no rows.";
        }
        return switch (job.status()) {
            case DONE -> "Call read_rows to read the result.";
            case ERROR ->
                "The job failed; 'error' says why. If that can pass, retry_job runs it again,"
                        + " which uses the plan; else tell the user.";
            case STOPPED -> "The job was stopped, for good. A new export needs export_comments.";
            case QUEUEING, PROGRESS, UNKNOWN ->
                "The job is still running at the service."
                        + " Call check_job with wait_seconds; do not create it again.";
        };
    }

    /** In a few words, for progress. */
    static String words(Job job) {
        String count = job.progress().map(progress -> " " + progress).orElse("");
        return "Job " + job.guid() + " "
                + (job.status() == JobStatus.UNKNOWN
                        ? job.wireStatus()
                        : job.status().wireName()) + count;
    }

    private static void put(Map<String, @Nullable Object> fields, String name, Optional<?> value) {
        value.ifPresent(known -> fields.put(name, known));
    }
}
