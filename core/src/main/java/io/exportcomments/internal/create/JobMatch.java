package io.exportcomments.internal.create;

import io.exportcomments.internal.create.ServiceClock.Offset;
import io.exportcomments.job.Job;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a job of the list is the one that a request without an answer created.
 *
 * <p>The service may rewrite a URL in any way, so a job is never ruled out by its URL: any job that was created while
 * the request was on its way, and whose options do not speak against it, is at least {@link #POSSIBLE}. It is not
 * adopted then, but nothing is sent again.
 */
enum JobMatch {
    /** It is another's. */
    NONE,
    /** It can't be told. */
    POSSIBLE,
    /** Another spelling of the URL, or the same item at the same site; the same options; created at the right time. */
    LIKELY,
    /** The same URL to the letter, the same options, created at the right time. */
    CERTAIN;

    /**
     * @param now the present, by this machine's clock
     * @param offset how far the service's clock is ahead; null if that is not known
     */
    static JobMatch of(SentRequest sent, Instant now, @Nullable Offset offset, Job job) {
        return of(sent, now, offset, job, ShownTime.of(job).orElse(null));
    }

    /** The same, by what is known of the job's time. */
    static JobMatch of(SentRequest sent, Instant now, @Nullable Offset offset, Job job, @Nullable ShownTime created) {
        TimeMatch time = TimeMatch.of(sent, now, offset, created);
        OptionsMatch options = OptionsMatch.of(sent.request().options(), job);
        if (time == TimeMatch.OUTSIDE) {
            return NONE;
        }
        if (job.url().isEmpty()) {
            return POSSIBLE;
        }
        ExportUrl.Relation urls =
                ExportUrl.relation(sent.request().url(), job.url().get());
        if (urls == ExportUrl.Relation.UNLIKE) {
            return isPossible(time, options) ? POSSIBLE : NONE;
        }
        if (time != TimeMatch.WITHIN || options != OptionsMatch.EQUAL) {
            return POSSIBLE;
        }
        return urls == ExportUrl.Relation.EXACT ? CERTAIN : LIKELY;
    }

    /** With nothing in common to be seen by the URLs, nothing else may speak against it. */
    private static boolean isPossible(TimeMatch time, OptionsMatch options) {
        return options != OptionsMatch.CONTRADICTORY && time.compareTo(TimeMatch.FAR) > 0;
    }
}
