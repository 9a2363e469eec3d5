package io.exportcomments.update.polling;

import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.update.polling.internal.PollLoop;
import io.exportcomments.update.polling.internal.PollingPace;
import java.time.Duration;

/**
 * Follows jobs by asking for their state: works wherever the REST API does.
 *
 * <p>One loop serves all jobs of a client, with one timer and no thread. Ticks are 5 to 10 seconds apart; each asks for
 * all jobs that are due, in as few requests as possible and within the watches' share of the plan. With many jobs that
 * share sets the pace. A job is never asked for while its last answer is still to come. A job that is followed for long
 * is asked for less often, at every sixtieth part of the time that it is followed, so its end is seen late by at most
 * that much. With the defaults this begins at ten minutes, and from one hour on there is one request a minute.
 *
 * <p>Trouble (limits, 5xx, broken connections, unreadable answers) doubles the interval with each tick that brings
 * nothing else; the first good answer restores the pace. Trouble ends nothing: a job whose answers fail three times in
 * a row has a gap until one succeeds. Reporting on a job ends only for what cannot get better: the token or the plan is
 * refused, the guid is invalid, or the service does not know the job three times in a row.
 *
 * <p>Source of the pace: the service's page on export jobs, which asks for 5 to 10 seconds. Immutable.
 */
public final class PollingUpdates implements UpdateSourceProvider {
    private final PollingPace pace;

    private PollingUpdates(PollingPace pace) {
        this.pace = pace;
    }

    /** Polling with the defaults. */
    public static PollingUpdates create() {
        return builder().build();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public UpdateSource open(UpdateContext context) {
        return new PollLoop(context, pace);
    }

    /** Configures polling. Not thread-safe. */
    public static final class Builder {
        private Duration shortest = Duration.ofSeconds(5);
        private Duration longest = Duration.ofSeconds(10);
        private Duration slowest = Duration.ofSeconds(60);

        private Builder() {}

        /**
         * How far apart two ticks are: a random time between these two. Default: 5 to 10 seconds.
         *
         * @param from 1 second or more
         * @param to as much or more, up to 1 hour
         */
        public Builder interval(Duration from, Duration to) {
            PollingPace.checkInterval(from, to);
            shortest = from;
            longest = to;
            return this;
        }

        /**
         * How far apart two readings of a job may become, because it is followed for long or because of trouble.
         * Default: 60 seconds.
         *
         * @param bound 1 second to 1 hour; not less than the longest interval
         */
        public Builder slowest(Duration bound) {
            PollingPace.checkInterval(bound, bound);
            slowest = bound;
            return this;
        }

        /**
         * Polling with these settings.
         *
         * @throws IllegalArgumentException if the slowest interval is shorter than the longest one between two ticks
         */
        public PollingUpdates build() {
            return new PollingUpdates(new PollingPace(shortest, longest, slowest));
        }
    }
}
