package io.exportcomments.mock.job;

import java.time.Instant;

/**
 * Something that happened to a job, for those that push it on (realtime, webhooks). Nothing happens for a job that
 * is stopped, as in the service. Immutable.
 *
 * @param type what happened
 * @param at when, by the mock's clock
 * @param job the job just after it
 */
public record MockJobEvent(Type type, Instant at, MockJob job) {

    /** What can happen. */
    public enum Type {
        /** It was created. */
        CREATED("job.created"),
        /** It got on; at most once in 5 s for a job. */
        PROGRESS("job.progress"),
        /** It is done. */
        FINISHED("job.finished"),
        /** It failed. */
        FAILED("job.failed"),
        /** A new attempt begins. */
        REQUEUED("job.requeued");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        /** The event's name on the realtime connection. */
        public String wireName() {
            return wireName;
        }
    }
}
