package io.exportcomments.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The same bursts with ever more jobs watched on the socket: an event costs the same. */
final class ManyWatchedJobs implements Comparison {
    private final Map<Integer, WatchedJobs> open = new LinkedHashMap<>();

    @Override
    public int operations() {
        return Burst.events();
    }

    @Override
    public Map<String, Work> sides() {
        return Map.of(
                OURS,
                () -> watched(100_000).once(),
                "exportcomments, 1 job",
                () -> watched(1).once(),
                "exportcomments, 1,000 jobs",
                () -> watched(1_000).once(),
                "exportcomments, 10,000 jobs",
                () -> watched(10_000).once());
    }

    private WatchedJobs watched(int jobs) throws Exception {
        WatchedJobs watched = open.get(jobs);
        if (watched == null) {
            watched = new WatchedJobs(jobs);
            open.put(jobs, watched);
        }
        return watched;
    }

    @Override
    public void close() throws IOException {
        for (WatchedJobs watched : open.values()) {
            watched.close();
        }
    }
}
