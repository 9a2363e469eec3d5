package io.exportcomments.job;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a watch delivers: the job as it is known now.
 *
 * @param job the job; what earlier answers and events said of it is kept in it
 * @param attempt which attempt this is, counted from 1 for the first run of the job and by one for each retry that the
 *     library has heard of; one is missing if no event told of it and the job was done before its state was read again
 * @param source the name of the update source that brought it, such as {@code polling}, or {@code state} for a reading
 *     that the library made itself
 * @param observedAt when it was observed, by the library's clock
 */
public record JobUpdate(Job job, int attempt, String source, Instant observedAt) {
    /**
     * @throws IllegalArgumentException if the attempt is less than 1
     */
    public JobUpdate {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(observedAt, "observedAt");
        if (attempt < 1) {
            throw new IllegalArgumentException("Attempts are counted from 1: " + attempt);
        }
    }

    /** The job's status. */
    public JobStatus status() {
        return job.status();
    }

    /** How far the job is, where the service has said so. */
    public Optional<JobProgress> progress() {
        return job.progress();
    }

    /** Whether the attempt is over with this update: it is the last one of its watch. */
    public boolean isTerminal() {
        return job.status().isTerminal();
    }
}
