package io.exportcomments.cli.internal.service;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs an action when the process is told to end (Ctrl-C, SIGTERM) while a command is at work. The work then gets a
 * moment to clean up, prints nothing more, and the process ends with the signal's exit code.
 */
public final class ShutdownHook implements AutoCloseable {
    private static final int CLEANING_SECONDS = 3;

    private final CountDownLatch workOver = new CountDownLatch(1);
    private final Thread hook;

    /**
     * From now until closed, the action is run if the process is told to end.
     *
     * @param action reports to the user, and ends the work
     */
    public ShutdownHook(Runnable action) {
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

    /** The work is over. If the process is ending, this does not return. */
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
