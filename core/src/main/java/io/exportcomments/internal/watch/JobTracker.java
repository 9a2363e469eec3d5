package io.exportcomments.internal.watch;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Lifecycle;
import io.exportcomments.job.Lifecycle.Attempt;
import io.exportcomments.job.Lifecycle.Change;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of one job, and what an observation changes in it. Pure: no time, no threads; for one caller at a
 * time.
 *
 * <p>Within an attempt nothing goes back. Attempts are told apart by the job's count of retries where an observation
 * has it. Where it has none, an event that says "queued again" or "failed" may belong to another attempt than the one
 * believed: such an event is not believed but asks for a reading of the state.
 */
final class JobTracker {
    /** What became of an observation. */
    enum Verdict {
        /** It changed what is believed. */
        ACCEPTED,
        /** It is old, doubled or impossible: nothing changed. */
        IGNORED,
        /** It may be true: the state has to be read. */
        DOUBTFUL
    }

    private @Nullable Job current;
    private int attempt = 1;
    private int retries = -1;
    private boolean firstAttempt;
    private boolean requeueRumour;
    private long version;

    /**
     * Lets nothing older count than the attempt of this earlier answer.
     *
     * @return whether that is a later attempt than was expected
     */
    boolean expectAtLeast(Job known) {
        if (current != null || known.retry().orElse(-1) <= retries) {
            return false;
        }
        retries = known.retry().getAsInt();
        return true;
    }

    /** The job as it is believed to be; null before the first observation. */
    @Nullable Job current() {
        return current;
    }

    /** The attempt, from 1. */
    int attempt() {
        return attempt;
    }

    /** Grows with each change. */
    long version() {
        return version;
    }

    /** Whether this would change the course of what is believed in a way that an older reading must not. */
    boolean wouldTurn(Job observed) {
        if (current == null) {
            return false;
        }
        JobStatus status = observed.status();
        return status == JobStatus.ERROR || status == JobStatus.STOPPED || relation(observed, true) == Attempt.NEWER;
    }

    /** Takes a reading of the whole state. */
    Verdict state(Job observed) {
        return take(observed, true);
    }

    /** Takes an event, which may be late, doubled or of another attempt. */
    Verdict event(Job observed) {
        if (current != null && isDoubtful(observed)) {
            return Verdict.DOUBTFUL;
        }
        return take(observed, false);
    }

    private boolean isDoubtful(Job observed) {
        if (current == null || current.status().isFinal() || observed.retry().isPresent()) {
            return false;
        }
        if (observed.isRequeued()) {
            requeueRumour |= current.status() != JobStatus.QUEUEING;
            return current.status() != JobStatus.QUEUEING;
        }
        return observed.status() == JobStatus.ERROR && current.status() != JobStatus.ERROR && !firstAttempt;
    }

    private Verdict take(Job observed, boolean state) {
        Job known = current;
        if (known == null) {
            return first(observed, state);
        }
        Attempt relation = relation(observed, state);
        Change change = Lifecycle.change(known.status(), observed.status(), relation);
        return switch (change) {
            case STALE, IMPOSSIBLE -> Verdict.IGNORED;
            case NEW_ATTEMPT -> begin(known, observed);
            case FORWARD, SAME -> advance(known, observed, state);
        };
    }

    private Verdict first(Job observed, boolean state) {
        if (observed.retry().orElse(Integer.MAX_VALUE) < retries) {
            return Verdict.IGNORED;
        }
        attempt = after(Math.max(0, observed.retry().orElse(retries)), 1);
        return believe(observed, observed, state);
    }

    private Verdict begin(Job known, Job observed) {
        int before = Math.max(0, retries);
        attempt = after(
                attempt,
                observed.retry().isPresent() ? Math.max(1, observed.retry().getAsInt() - before) : 1);
        retries = observed.retry().orElse(retries < 0 ? -1 : retries + 1);
        firstAttempt = false;
        requeueRumour = false;
        return believe(withoutCourse(known).mergedWith(observed), observed, false);
    }

    /** A count from the network may be any. */
    private static int after(int attempts, int more) {
        return (int) Math.min(Integer.MAX_VALUE, (long) attempts + more);
    }

    private Verdict advance(Job known, Job observed, boolean state) {
        if (!observed.status().isTerminal() && isOutdated(known, observed, state)) {
            return Verdict.IGNORED;
        }
        Job merged = known.mergedWith(observed);
        if (merged.equals(known)) {
            firstAttempt |= isFirst(observed, state);
            return Verdict.IGNORED;
        }
        return believe(merged, observed, state);
    }

    private Verdict believe(Job job, Job observed, boolean state) {
        current = job;
        version++;
        if (observed.retry().isPresent()) {
            retries = observed.retry().getAsInt();
        }
        firstAttempt |= isFirst(observed, state);
        return Verdict.ACCEPTED;
    }

    private static boolean isFirst(Job observed, boolean state) {
        return state && observed.retry().orElse(-1) == 0;
    }

    private static boolean isOutdated(Job known, Job observed, boolean state) {
        JobProgress before = known.progress().orElse(null);
        JobProgress now = observed.progress().orElse(null);
        if (before == null || now == null) {
            return false;
        }
        return now.exported() < before.exported() || (!state && hasOnlyOtherTotal(before, now));
    }

    /**
     * An event of an earlier attempt may look like this one's, but for what there is to export; a reading says what it
     * is now.
     */
    private static boolean hasOnlyOtherTotal(JobProgress known, JobProgress observed) {
        return observed.exported() == known.exported()
                && known.total().isPresent()
                && !known.total().equals(observed.total());
    }

    private Attempt relation(Job observed, boolean state) {
        OptionalInt retry = observed.retry();
        if (retry.isPresent() && retries >= 0) {
            int compared = Integer.compare(retry.getAsInt(), retries);
            return compared < 0 ? Attempt.OLDER : compared > 0 ? Attempt.NEWER : Attempt.SAME;
        }
        return state && current != null && restarted(current, observed) ? Attempt.NEWER : Attempt.SAME;
    }

    private boolean restarted(Job known, Job observed) {
        if (observed.isRequeued() && known.status() != JobStatus.QUEUEING) {
            return true;
        }
        boolean behind = observed.status() == JobStatus.QUEUEING && known.status() != JobStatus.QUEUEING;
        return requeueRumour && (behind || isOutdated(known, observed, true));
    }

    private static Job withoutCourse(Job job) {
        Job.Builder fresh = Job.builder(job.guid(), job.wireStatus());
        job.id().ifPresent(fresh::id);
        return fresh.url(job.url().orElse(null))
                .options(job.options().orElse(null))
                .locked(job.locked().orElse(null))
                .replies(job.replies().orElse(null))
                .timezone(job.timezone().orElse(null))
                .platform(job.platform().orElse(null))
                .exportType(job.exportType().orElse(null))
                .plan(job.plan().orElse(null))
                .createdAt(job.createdAt().orElse(null))
                .statusUrl(job.statusUrl().orElse(null))
                .build();
    }
}
