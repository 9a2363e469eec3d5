package io.exportcomments.internal.watch;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.port.Timekeeper;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The last updates of jobs that are not watched, up to a bound. Thread-safe. */
final class JobMemory {
    private static final int REMEMBERED = 1_000;

    private final Map<JobGuid, JobUpdate> updates = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobGuid, JobUpdate> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** The jobs whose end the client's listener has heard of. */
    private final Set<JobGuid> told = newest();

    /** The jobs of which the service has said that they exist, and nothing else. */
    private final Set<JobGuid> named = newest();

    private static Set<JobGuid> newest() {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<JobGuid, Boolean> eldest) {
                return size() > REMEMBERED;
            }
        });
    }

    /** Whether this is an end that was not asked about before. */
    synchronized boolean isNews(JobUpdate update) {
        return update.status().isFinal() && told.add(update.job().guid());
    }

    /** The service has named these jobs, such as those of a batch. */
    synchronized void name(Collection<JobGuid> guids) {
        named.addAll(guids);
    }

    /** Whether the service has named or shown a job. */
    synchronized boolean exists(JobGuid guid) {
        return named.contains(guid) || updates.containsKey(guid);
    }

    synchronized @Nullable JobUpdate get(JobGuid guid) {
        return updates.get(guid);
    }

    synchronized void put(JobGuid guid, JobUpdate update) {
        updates.put(guid, update);
    }

    /** Takes note of an answer to the program's own call. */
    synchronized void put(Job job, Timekeeper timekeeper) {
        JobUpdate before = updates.get(job.guid());
        if (before != null && before.status().isFinal() && !job.status().isFinal()) {
            return;
        }
        Job merged = before == null || !before.status().equals(job.status())
                ? job
                : before.job().mergedWith(job);
        int attempt =
                Math.max(before == null ? 1 : before.attempt(), job.retry().orElse(0) + 1);
        updates.put(job.guid(), new JobUpdate(merged, attempt, WatchEnvironment.STATE, timekeeper.now()));
    }
}
