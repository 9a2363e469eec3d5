package io.exportcomments.benchmarks;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds to each iteration what a piece of work took on all threads but the server's: CPU and bytes. Of a turn's
 * iterations the one counts that took least: the same work takes half as much again in seconds in which its threads get
 * in each other's way.
 */
public final class UseProfiler implements InternalProfiler {
    static final String NANOS = "cpu";
    static final String BYTES = "bytes";
    static final String ELAPSED = "elapsed";

    private Meter.Reading before = Meter.sofar();
    private long watchBefore;

    /** For JMH. */
    public UseProfiler() {}

    @Override
    public String getDescription() {
        return "CPU and bytes of all threads but the server's";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = Meter.sofar();
        watchBefore = Stopwatch.nanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        Meter.Use use = Meter.last().since(before);
        long watched = Stopwatch.nanos() - watchBefore;
        double times = Math.max(1, result.getMetadata().getMeasuredOps());
        return List.of(
                new ScalarResult(NANOS, use.nanos() / times, "ns/op", AggregationPolicy.MIN),
                new ScalarResult(ELAPSED, watched / times, "ns/op", AggregationPolicy.MIN),
                new ScalarResult(BYTES, use.bytes() / times, "B/op", AggregationPolicy.AVG));
    }
}
