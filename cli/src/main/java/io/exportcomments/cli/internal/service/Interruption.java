package io.exportcomments.cli.internal.service;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What is done when the process is told to end (Ctrl-C, SIGTERM) while it is at work. The work is then ended, and has a moment to
 * clean up behind itself; it says nothing more, and the process ends as the signal has it.
 */
public final class Interruption implements AutoCloseable {
    private static final int CLEANING_SECONDS = 3;

    private final CountDownLatch workOver = new CountDownLatch(1);
    private final Thread hook;

    /**
     * From now until closed, the action is run if the process is told to end.
     *
     * @param action says what is to be said, and ends the work
     */
    public Interruption(Runnable action) {
        hook = new Thread(
                () -> {
                    action.run();
                    awaitWork();
                },
                "exportcomments-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitWork() {
        try {
            boolean unused = workOver.await(CLEANING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work is over. If that is because the process ends, this does not return. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            workOver.countDown();
            waitForTheEnd();
        }
    }

    private static void waitForTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
