package io.exportcomments.cli;

/** Stands for a library that writes to the process's streams by itself; a JVM is told to load it with its logging. */
public final class NoisyLogging {
    static final String NOISE = "Connection evicted";

    public NoisyLogging() {
        System.err.println(NOISE);
        System.out.println(NOISE);
        new IllegalStateException(NOISE).printStackTrace();
    }
}
