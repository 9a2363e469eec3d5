package io.exportcomments.adapter;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be done later: setting it anew takes back what was set before, and nothing that was taken back runs,
 * even if its time has come already. To be used in tasks of its executor only, where its task runs too.
 */
public final class RearmableTimer {
    private final Timekeeper timekeeper;
    private final Executor executor;
    private Timekeeper.@Nullable Timer timer;
    private long number;

    /**
     * A timer that is not set. Both arguments are borrowed.
     *
     * @param executor runs tasks one at a time
     */
    public RearmableTimer(Timekeeper timekeeper, Executor executor) {
        this.timekeeper = Objects.requireNonNull(timekeeper, "timekeeper");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    /** Sets it, in place of what was set before. */
    public void set(Duration delay, Runnable task) {
        clear();
        long mine = number;
        timer = timekeeper.schedule(
                delay,
                () -> executor.execute(() -> {
                    if (number == mine) {
                        clear();
                        task.run();
                    }
                }));
    }

    /** Whether something is to be done. */
    public boolean isSet() {
        return timer != null;
    }

    /** Takes back what was set, if anything. */
    public void clear() {
        number++;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
