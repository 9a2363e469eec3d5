package io.exportcomments.update.polling;

import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.port.UpdateSourceProvider;
import java.time.Duration;

/**
 * Follows jobs by asking for their state: the way that works wherever the REST API does.
 *
 * <p>One loop for all jobs of a client, with one timer and no thread. At each tick, 5 to 10 seconds apart, all jobs that are due
 * are asked for together, in as few requests as that takes, and within the watches' share of the plan: with many jobs it is the
 * share that sets the pace, and a job is never asked for again before its last answer is there. A job that is followed for long
 * is asked for less often, every sixtieth of the time that it is followed, so that its end is seen late by at most that much;
 * with the defaults this begins at ten minutes and ends at one hour, with a request a minute.
 *
 * <p>Trouble (limits, 5xx, broken connections, unreadable answers) makes the loop slower, twice as slow with each tick that
 * brings nothing else, and the first good answer brings it back to its pace. It ends nothing: a job whose answers fail three
 * times in a row has a gap until one is good. Only what can't get better ends the reporting on a job: a refused token or plan, a
 * refused guid, and a job that the service does not know three times in a row.
 *
 * <p>Source of the pace: the service's export jobs page, which asks for 5 to 10 seconds. Immutable.
 */
public final class PollingUpdates implements UpdateSourceProvider {
    private final Pace pace;

    private PollingUpdates(Pace pace) {
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

    /** Sets polling up. Not thread-safe. */
    public static final class Builder {
        private Duration shortest = Duration.ofSeconds(5);
        private Duration longest = Duration.ofSeconds(10);
        private Duration slowest = Duration.ofSeconds(60);

        private Builder() {}

        /**
         * How far apart two ticks are: each time another, between these two. Without this, 5 to 10 seconds.
         *
         * @param from 1 second or more
         * @param to as much or more, up to 1 hour
         */
        public Builder interval(Duration from, Duration to) {
            Pace.checkInterval(from, to);
            shortest = from;
            longest = to;
            return this;
        }

        /**
         * How far apart two readings of a job become at most, because it is followed for long or because of trouble. Without this, 60
         * seconds.
         *
         * @param bound 1 second to 1 hour; not less than the longest interval
         */
        public Builder slowest(Duration bound) {
            Pace.checkInterval(bound, bound);
            slowest = bound;
            return this;
        }

        /**
         * Polling with these settings.
         *
         * @throws IllegalArgumentException if the slowest interval is shorter than the longest one between two ticks
         */
        public PollingUpdates build() {
            return new PollingUpdates(new Pace(shortest, longest, slowest));
        }
    }
}
