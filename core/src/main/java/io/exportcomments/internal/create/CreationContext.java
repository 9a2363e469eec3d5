package io.exportcomments.internal.create;

import io.exportcomments.internal.call.Calls;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What all creations of a client share.
 *
 * @param aside runs what a timer triggers, off the timekeeper's thread
 */
record CreationContext(
        Calls calls,
        Timekeeper time,
        Timeouts timeouts,
        Executor aside,
        CreationRegistry registry,
        ServiceClock clock) {
    /** How far the service's clock is ahead; null while that is not known. */
    ServiceClock.@Nullable Offset offset() {
        return clock.offset(time.now(), time.nanoTime());
    }
}
