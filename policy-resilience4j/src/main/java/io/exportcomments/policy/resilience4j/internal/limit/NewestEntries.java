package io.exportcomments.policy.resilience4j.internal.limit;

import java.util.LinkedHashMap;
import java.util.Map;

/** As many entries as matter, of which the oldest goes first. Not thread-safe. */
final class NewestEntries<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 10_000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
    }
}
