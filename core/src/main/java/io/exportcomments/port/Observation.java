package io.exportcomments.port;

import io.exportcomments.job.Job;
import java.util.Objects;

/**
 * What a source saw of a job.
 *
 * @param job the job, as far as was said
 * @param state whether this is the whole state, read from the service after the source was last live; otherwise it is
 *     an event, which may be late, doubled or out of order
 */
public record Observation(Job job, boolean state) {
    /** Checks that nothing is null. */
    public Observation {
        Objects.requireNonNull(job, "job");
    }

    /** A reading of the whole state. */
    public static Observation state(Job job) {
        return new Observation(job, true);
    }

    /** An event. */
    public static Observation event(Job job) {
        return new Observation(job, false);
    }
}
