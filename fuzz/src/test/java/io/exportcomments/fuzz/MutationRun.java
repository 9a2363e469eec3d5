package io.exportcomments.fuzz;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hands mutated inputs to a target, and ends the process when one of them takes for ever. */
final class MutationRun {
    private static final long HANGS_AFTER_SECONDS = 60;

    private final Subject subject;
    private final Mutations mutations;
    private volatile byte @Nullable [] underWay;
    private volatile long began;

    MutationRun(Subject subject, Mutations mutations) {
        this.subject = subject;
        this.mutations = mutations;
    }

    /** How many of so many inputs were accepted. */
    long run(long count) {
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        watch.scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
        try {
            return tryAll(count);
        } finally {
            watch.shutdownNow();
        }
    }

    private long tryAll(long count) {
        FuzzTarget target = subject.target();
        long accepted = 0;
        for (long i = 0; i < count; i++) {
            byte[] input = mutations.next();
            began = System.nanoTime();
            underWay = input;
            try {
                accepted += Limits.take(target, input) ? 1 : 0;
            } catch (Exception | Error e) {
                throw new AssertionError("Broken by " + Corpus.encoded(input) + ": " + e, e);
            }
            underWay = null;
        }
        return accepted;
    }

    private void look() {
        byte[] input = underWay;
        if (input != null && System.nanoTime() - began > TimeUnit.SECONDS.toNanos(HANGS_AFTER_SECONDS)) {
            System.err.println("No end with " + Corpus.encoded(input));
            Runtime.getRuntime().halt(1);
        }
    }
}
