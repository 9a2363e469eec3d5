package io.exportcomments.mock.job;

import io.exportcomments.mock.time.MockClock.Registration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The mock's jobs, from inside: looked at and put there without a request. Safe for use by many threads. */
public interface Jobs {

    /** All jobs as they are now, newest first. */
    List<MockJob> all();

    /** One job as it is now. */
    Optional<MockJob> find(UUID guid);

    /**
     * Puts a job there.
     *
     * @throws IllegalArgumentException when there is one with this guid
     */
    MockJob seed(SeedJob job);

    /**
     * Tells a listener of everything that happens from now on, in order, as soon as it happens. What it throws is
     * logged and harms nothing.
     *
     * @return ends it
     */
    Registration onEvent(Consumer<MockJobEvent> listener);
}
