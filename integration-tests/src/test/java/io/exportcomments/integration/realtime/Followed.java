package io.exportcomments.integration.realtime;

import io.exportcomments.job.Job;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateSink;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of a job: {@code live}, {@code progress 678}, {@code done 1500}, {@code gap …}, {@code broken …}.
 */
final class Followed implements UpdateSink {
    private static final long BOUND_SECONDS = 45;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    String next() {
        try {
            String next = heard.poll(BOUND_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("Nothing was heard any more");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** What is said next that is no gap. */
    String nextButGaps() {
        String next = next();
        return next.startsWith("gap ") ? nextButGaps() : next;
    }

    @Nullable String within(long millis) {
        try {
            return heard.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void live() {
        heard.add("live");
    }

    @Override
    public void update(Observation observation) {
        Job job = observation.job();
        heard.add(job.status().wireName() + " " + job.totalExported().orElse(-1));
    }

    @Override
    public void gap(Throwable cause) {
        heard.add("gap " + cause.getMessage());
    }

    @Override
    public void broken(Throwable error) {
        heard.add("broken " + error.getMessage());
    }
}
