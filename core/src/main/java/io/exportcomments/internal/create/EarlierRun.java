package io.exportcomments.internal.create;

import io.exportcomments.internal.create.ServiceClock.Offset;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the earlier run of the program that sent a creation.
 *
 * @param end when the creation was over at the latest, by the wall clock
 * @param setBack by how much this machine's clock must have been set back since; zero if nothing shows that
 * @param offset how far the service's clock is ahead of that run's, as of where its creation begins here; null if that
 *     is not known
 */
record EarlierRun(Instant end, Duration setBack, @Nullable Offset offset) {
    EarlierRun compared(@Nullable Offset known) {
        return new EarlierRun(end, setBack, known == null ? null : known.plus(setBack));
    }
}
