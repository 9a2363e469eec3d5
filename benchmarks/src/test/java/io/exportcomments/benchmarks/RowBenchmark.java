package io.exportcomments.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Has JMH do the work of one side of a row, in a JVM of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked
public class RowBenchmark {
    /** Which row; see {@link Row#key()}. */
    @Param("decode-job")
    public String row;

    /** Which side of it. */
    @Param(Comparison.OURS)
    public String side;

    private Comparison comparison;
    private Work work;

    /** For JMH. */
    public RowBenchmark() {}

    /** Sets the row up. */
    @Setup
    public void begin() throws Exception {
        comparison = Row.of(row).begin();
        work = Objects.requireNonNull(comparison.sides().get(side), side);
    }

    /** Does the work once. */
    @Benchmark
    public Object once() throws Exception {
        return work.once();
    }

    /** Frees what the row has. */
    @TearDown
    public void end() throws Exception {
        Meter.beforeTheEnd();
        comparison.close();
    }
}
