package io.exportcomments.cli.internal.service;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells the user about an outage while a command waits. Whoever creates it closes it. */
public final class OutageReporter implements AutoCloseable {
    private static final int LOOK_MILLIS = 1_000;

    private final ScheduledExecutorService clock;
    private final OutageMonitor monitor;
    private final Consumer<String> remarks;

    /** Starts to look, and gives each line to the remarks. */
    public OutageReporter(OutageMonitor monitor, Consumer<String> remarks) {
        this.monitor = monitor;
        this.remarks = remarks;
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "exportcomments-outage");
            thread.setDaemon(true);
            return thread;
        });
        var unused = clock.scheduleAtFixedRate(
                () -> monitor.news().ifPresent(remarks), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Says that an outage is over, if it ended since the last look. */
    @Override
    public void close() {
        clock.shutdownNow();
        monitor.recovery().ifPresent(remarks);
    }
}
