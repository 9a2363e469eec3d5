package io.exportcomments.metrics.micrometer.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Keeps the values of a tag few, whoever makes them: the first ones as they are, all beyond as one. Thread-safe. */
final class BoundedTagValues {
    private static final int LONGEST = 64;

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Semaphore room;
    private final String beyond;

    /**
     * @param most how many values there are at most, beside the one for all beyond
     */
    BoundedTagValues(int most, String beyond) {
        this.room = new Semaphore(most);
        this.beyond = beyond;
    }

    String bounded(String name) {
        if (known.contains(name)) {
            return name;
        }
        if (name.isBlank() || name.length() > LONGEST || !room.tryAcquire()) {
            return beyond;
        }
        if (!known.add(name)) {
            room.release();
        }
        return name;
    }
}
