package io.exportcomments.bulk.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes of maps that can be undone. For one thread. */
final class UndoLog {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    <K, V> void put(Map<K, V> map, K key, V value) {
        undoTo(map, key, map.put(key, value));
    }

    <K, V> void drop(Map<K, V> map, K key) {
        undoTo(map, key, map.remove(key));
    }

    private <K, V> void undoTo(Map<K, V> map, K key, @Nullable V before) {
        undoBy(() -> {
            if (before == null) {
                map.remove(key);
            } else {
                map.put(key, before);
            }
        });
    }

    /** Takes note of a change that was made otherwise. */
    void undoBy(Runnable step) {
        steps.push(step);
    }

    /** Takes all changes back, the last one first. */
    void undo() {
        while (!steps.isEmpty()) {
            steps.pop().run();
        }
    }
}
