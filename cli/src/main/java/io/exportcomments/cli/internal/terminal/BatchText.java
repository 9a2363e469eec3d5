package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchUpdate;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.RejectedUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Batches as people and as scripts read them. */
public final class BatchText {
    private BatchText() {}

    /** How many jobs stand how: {@code 5 jobs: 1 queueing, 4 done; 1 URL was not taken}. */
    public static String summary(List<Job> jobs, int rejected) {
        Map<JobStatus, Integer> counts = new TreeMap<>();
        jobs.forEach(job -> counts.merge(job.status(), 1, Integer::sum));
        StringBuilder text = new StringBuilder(jobs.size() + (jobs.size() == 1 ? " job" : " jobs"));
        String separator = ": ";
        for (Map.Entry<JobStatus, Integer> count : counts.entrySet()) {
            text.append(separator)
                    .append(count.getValue())
                    .append(' ')
                    .append(count.getKey().wireName());
            separator = ", ";
        }
        return rejected == 0
                ? text.toString()
                : text + "; " + rejected + (rejected == 1 ? " URL was" : " URLs were") + " not taken";
    }

    /** How far a batch is: {@code [2/5] 1,234 items exported}. */
    public static String progress(BatchUpdate update) {
        return "[" + update.ended() + "/" + update.size() + "] " + JobText.number(update.exported())
                + " items exported";
    }

    /** A URL that was not taken, and why. */
    public static String line(RejectedUrl rejected) {
        return "not taken: " + rejected.url().map(JobText::printable).orElse("(a URL that the service does not name)")
                + rejected.reason()
                        .map(why -> " (" + JobText.printable(why) + ")")
                        .orElse("");
    }

    /** A URL that was not taken, as a line of JSON. */
    public static String json(RejectedUrl rejected) {
        return JsonLine.of("rejected")
                .put("url", rejected.url())
                .put("reason", rejected.reason())
                .toString();
    }

    /** What became of a batch that was sent, as a line of JSON. */
    public static String json(BatchReceipt receipt) {
        return JsonLine.of("batch")
                .put("id", receipt.batchId())
                .put("jobs", receipt.guids().size())
                .put("ended", 0)
                .put("done", 0)
                .put("rejected", receipt.rejected().size())
                .putList("guids", receipt.guids().stream().map(JobGuid::value).toList())
                .toString();
    }

    /** A batch as a line of JSON; its fields are listed in {@code docs/cli.md}. */
    public static String json(BatchId id, List<Job> jobs, int rejected) {
        return JsonLine.of("batch")
                .put("id", Optional.of(id))
                .put("jobs", jobs.size())
                .put(
                        "ended",
                        jobs.stream().filter(job -> job.status().isTerminal()).count())
                .put(
                        "done",
                        jobs.stream()
                                .filter(job -> job.status() == JobStatus.DONE)
                                .count())
                .put("rejected", rejected)
                .putList("guids", jobs.stream().map(job -> job.guid().value()).toList())
                .toString();
    }
}
