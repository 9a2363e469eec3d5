package io.exportcomments.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What happened in a run, one line each, in the order of the time; kept only if somebody wants to read it. */
final class Timeline {
    private final boolean kept;
    private final Supplier<Duration> now;
    private final List<String> lines = new ArrayList<>();

    Timeline(boolean kept, Supplier<Duration> now) {
        this.kept = kept;
        this.now = now;
    }

    synchronized void add(String who, Supplier<String> what) {
        if (kept) {
            lines.add(String.format(Locale.ROOT, "%10.3f s  %-9s %s", now.get().toMillis() / 1000.0, who, what.get()));
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
