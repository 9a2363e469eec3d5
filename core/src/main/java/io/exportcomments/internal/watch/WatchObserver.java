package io.exportcomments.internal.watch;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;

/** Hears what the watch engine does, for metrics and logs. Called inside the engine: short, never blocking. */
public interface WatchObserver {
    /** Hears nothing. */
    WatchObserver NONE = new WatchObserver() {};

    /** An update changed what is believed, and goes to the program. */
    default void delivered(JobUpdate update) {}

    /** An observation was old, doubled or impossible. */
    default void dropped(JobGuid guid, String source) {}

    /** A source may have missed something. */
    default void gap(JobGuid guid) {}

    /** The next source is taken. */
    default void failover(JobGuid guid) {}

    /** The state is read again because it became old. */
    default void reconciliation(JobGuid guid) {}
}
