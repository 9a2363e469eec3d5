package io.exportcomments.cli.internal.service;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers which limit of the plan creations wait for, if any. Thread-safe. */
public final class PlanLimitListener implements ClientListener {
    /** The limits that delay creations, the longest wait first. */
    private static final List<String> LONGEST_FIRST = List.of(
            "creations-per-day", "jobs-per-5-minutes", "creations-per-3-minutes", "exports", "requests-per-minute");

    private static final Map<String, String> WORDS = Map.of(
            "creations-per-day", "creations a day",
            "jobs-per-5-minutes", "jobs in 5 minutes",
            "creations-per-3-minutes", "creations in 3 minutes",
            "exports", "exports at once",
            "requests-per-minute", "requests a minute");

    private final Map<String, Boolean> holding = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void heard(ClientEvent event) {
        if (event instanceof ClientEvent.LimitChanged limit && WORDS.containsKey(limit.limit())) {
            boolean holds = limit.left() == 0 && limit.waiting() > 0;
            Boolean before = holding.put(limit.limit(), holds);
            boolean lasts = LONGEST_FIRST.indexOf(limit.limit()) < LONGEST_FIRST.indexOf("exports");
            if (holds && lasts && !Boolean.TRUE.equals(before)) {
                listeners.forEach(listener -> listener.accept(words(limit.limit())));
            }
        }
    }

    /** The limit that calls wait for, in words; empty if none waits. */
    public Optional<String> waitingFor() {
        return LONGEST_FIRST.stream()
                .filter(limit -> holding.getOrDefault(limit, false))
                .findFirst()
                .map(PlanLimitListener::words);
    }

    /** Calls the listener whenever creations start to wait for minutes, with the limit in words. */
    public void onWait(Consumer<String> listener) {
        listeners.add(listener);
    }

    private static String words(String limit) {
        return WORDS.getOrDefault(limit, limit);
    }
}
