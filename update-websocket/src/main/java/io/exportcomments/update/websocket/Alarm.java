package io.exportcomments.update.websocket;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One thing to be done later, in a turn; not done any more once it was cleared or set anew. Used in turns only. */
final class Alarm {
    private final Timekeeper timekeeper;
    private final Turns turns;
    private Timekeeper.@Nullable Timer timer;
    private long number;

    Alarm(Timekeeper timekeeper, Turns turns) {
        this.timekeeper = timekeeper;
        this.turns = turns;
    }

    void set(Duration delay, Runnable task) {
        clear();
        long mine = number;
        timer = timekeeper.schedule(
                delay,
                () -> turns.post(() -> {
                    if (number == mine) {
                        clear();
                        task.run();
                    }
                }));
    }

    boolean isSet() {
        return timer != null;
    }

    void clear() {
        number++;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
