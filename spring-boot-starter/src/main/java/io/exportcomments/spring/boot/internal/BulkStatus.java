package io.exportcomments.spring.boot.internal;

import io.exportcomments.bulk.batch.BulkListener;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why this program's worker sends nothing at the moment. Thread-safe. */
public final class BulkStatus implements BulkListener {
    private record Pause(long until, String why) {}

    private volatile @Nullable Pause pause;

    @Override
    public void sendingPaused(Duration time, String why) {
        pause = new Pause(System.nanoTime() + time.toNanos(), why);
    }

    /** Why it is so; empty if it is not. */
    Optional<String> pausedBecause() {
        Pause latest = pause;
        return latest == null || System.nanoTime() - latest.until() >= 0 ? Optional.empty() : Optional.of(latest.why());
    }
}
