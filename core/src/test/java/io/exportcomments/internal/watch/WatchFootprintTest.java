package io.exportcomments.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.event.ClientListener;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** What a watched job costs in heap, listener and state included. */
class WatchFootprintTest {
    private static final int JOBS = 20_000;
    private static final int ALLOWED_BYTES = 1_024;

    @Test
    void aWatchedJobCostsAtMostAKibibyte() {
        List<JobGuid> guids = java.util.stream.IntStream.range(0, JOBS)
                .mapToObj(i -> JobGuid.of("b4219d47-3138-4efd-9762-%012d".formatted(i)))
                .toList();
        ScriptedStates states = new ScriptedStates(
                guid -> Job.builder(guid, JobStatus.PROGRESS).totalExported(1L).build());
        LiveSource source = new LiveSource();
        Watches watches = new Watches(
                List.of(source), states, new VirtualTime(), Runnable::run, WatchSettings.DEFAULT, ClientListener.NONE);
        long before = usedHeap();
        Flow.Subscription[] kept = new Flow.Subscription[JOBS];
        for (int i = 0; i < JOBS; i++) {
            kept[i] = watches.listen(guids.get(i), update -> {}, () -> {}, error -> {});
        }
        long bytes = (usedHeap() - before) / JOBS;

        assertThat(watches.size()).isEqualTo(JOBS);
        assertThat(bytes).as("bytes for each watched job").isBetween(100L, (long) ALLOWED_BYTES);
        assertThat(kept).doesNotContainNull();
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    /** A source that keeps nothing of its own for a job. */
    private static final class LiveSource implements io.exportcomments.port.UpdateSource {
        @Override
        public String name() {
            return "live";
        }

        @Override
        public Subscription follow(JobGuid guid, io.exportcomments.port.UpdateSink sink) {
            sink.live();
            return () -> {};
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }
}
