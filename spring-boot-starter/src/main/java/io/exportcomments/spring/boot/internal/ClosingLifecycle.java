package io.exportcomments.spring.boot.internal;

import org.springframework.beans.factory.config.SingletonBeanRegistry;
import org.springframework.context.SmartLifecycle;

/**
 * Closes a bean when the program stops: after the web server, so that requests that are being answered can use it to
 * their end, and before the beans that it uses are destroyed. A bean that was never asked for is not made for this.
 */
public final class ClosingLifecycle implements SmartLifecycle {
    /** The web server ends at {@code DEFAULT_PHASE - 2048}; higher phases stop first. */
    public static final int CLIENT_PHASE = DEFAULT_PHASE - 4096;
    /** Between the two, so that what handles the last deliveries still has a client. */
    public static final int WEBHOOK_PHASE = DEFAULT_PHASE - 3072;

    private final SingletonBeanRegistry beans;
    private final String name;
    private final int phase;
    private volatile boolean running;

    public ClosingLifecycle(SingletonBeanRegistry beans, String name, int phase) {
        this.beans = beans;
        this.name = name;
        this.phase = phase;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (beans.getSingleton(name) instanceof AutoCloseable bean) {
            close(bean);
        }
    }

    private static void close(AutoCloseable bean) {
        try {
            bean.close();
        } catch (Exception e) {
            throw new IllegalStateException("Closing " + bean + " failed", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /**
     * A context that is paused, as one that tests share, goes on later with the same beans; what is closed stays
     * closed.
     */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
