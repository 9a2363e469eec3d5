package io.exportcomments.internal.create;

import io.exportcomments.internal.create.ServiceClock.Offset;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When an earlier run of the program sent its creations, by its own clock. Where the list shows their jobs, it also
 * shows how far the service's clock was ahead of that one. Not thread-safe.
 */
final class EarlierSendings {
    /** How long the service may take to make a job of a request. */
    private static final Duration SLOWEST = Duration.ofSeconds(10);

    private final Map<JobGuid, Instant> sent = new HashMap<>();

    void add(Map<JobGuid, Instant> sendings) {
        sent.putAll(sendings);
    }

    /**
     * The offset, by the job in the middle, as a few may have been noted wrong; null if the list shows none of them.
     */
    @Nullable Offset offset(Collection<Job> jobs) {
        List<Duration> ahead = jobs.stream()
                .filter(job -> sent.containsKey(job.guid()))
                .flatMap(job -> ShownTime.momentOf(job).stream()
                        .map(created -> Duration.between(sent.get(job.guid()), created)))
                .sorted()
                .toList();
        if (ahead.isEmpty()) {
            return null;
        }
        Duration middle = ahead.get((ahead.size() - 1) / 2);
        return new Offset(middle.minus(SLOWEST), middle);
    }
}
