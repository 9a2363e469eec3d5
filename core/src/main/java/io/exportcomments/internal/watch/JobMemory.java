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

    private final Timekeeper timekeeper;
    private final Map<JobGuid, JobUpdate> updates = latest(true);

    /** The attempts that the program's retries have ended. */
    private final Map<JobGuid, RetriedAttempt> retried = latest(false);

    /** The jobs whose end the client's listener has heard of. */
    private final Set<JobGuid> told = newest();

    /** The jobs of which the service has said that they exist, and nothing else. */
    private final Set<JobGuid> named = newest();

    JobMemory(Timekeeper timekeeper) {
        this.timekeeper = timekeeper;
    }

    private static Set<JobGuid> newest() {
        return Collections.newSetFromMap(latest(false));
    }

    /** @param used whether those that were used last are kept, and not those that were put last */
    private static <V> Map<JobGuid, V> latest(boolean used) {
        return new LinkedHashMap<>(16, 0.75f, used) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<JobGuid, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /** Whether this is an end that was not asked about before. */
    synchronized boolean isNews(JobUpdate update) {
        return update.status().isFinal() && told.add(update.job().guid());
    }

    /** The service has named these jobs, such as those of a batch. */
    synchronized void name(Collection<JobGuid> guids) {
        named.addAll(guids);
    }

    /** The service has taken the program's retry of a job, which was known so before, if at all. */
    void retried(JobGuid guid, @Nullable Job failed) {
        RetriedAttempt attempt = new RetriedAttempt(failed, timekeeper.nanoTime());
        synchronized (this) {
            retried.put(guid, attempt);
        }
    }

    /** Whether a state may be that of an attempt which the program has retried. */
    boolean mayBeBeforeRetry(Job state) {
        RetriedAttempt attempt;
        synchronized (this) {
            attempt = retried.get(state.guid());
        }
        return attempt != null && attempt.mayBeShownBy(state, timekeeper.nanoTime());
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
    synchronized void put(Job job) {
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
