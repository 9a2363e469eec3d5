package io.exportcomments.internal.watch;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The failed attempt of a job that the program has retried. A replica of the service may show it for a moment more,
 * which is not the end of the new attempt.
 *
 * @param failed the job as it was known before the retry; null if it was not known
 * @param retriedAt when the service had taken the retry, by the timekeeper's nanoseconds
 */
record RetriedAttempt(@Nullable Job failed, long retriedAt) {
    private static final Duration LAG = Duration.ofSeconds(40);

    /** Whether a state may be that of the attempt before the retry, and not tell how the new one ended. */
    boolean mayBeShownBy(Job state, long now) {
        return state.status() == JobStatus.ERROR && now - retriedAt < LAG.toNanos() && !isLater(state);
    }

    private boolean isLater(Job state) {
        Job before = failed;
        if (before == null) {
            return false;
        }
        if (before.retry().isPresent() && state.retry().isPresent()) {
            return state.retry().getAsInt() > before.retry().getAsInt();
        }
        return differ(before, state, Job::updatedAt)
                || differ(before, state, Job::exportedAt)
                || differ(before, state, Job::error)
                || differ(before, state, job -> job.progress().map(JobProgress::exported));
    }

    private static <T> boolean differ(Job before, Job state, Function<Job, Optional<T>> part) {
        Optional<T> was = part.apply(before);
        Optional<T> is = part.apply(state);
        return was.isPresent() && is.isPresent() && !was.equals(is);
    }
}
