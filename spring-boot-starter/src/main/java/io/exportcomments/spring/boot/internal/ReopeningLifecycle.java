package io.exportcomments.spring.boot.internal;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.beans.factory.config.SingletonBeanRegistry;
import org.springframework.context.SmartLifecycle;

/**
 * Closes a bean when the program stops: after the web server, so that requests that are being answered can use it to
 * their end, and before the beans that it uses are destroyed. Opens the same bean again when a context that was stopped
 * is started, as around a checkpoint, so that what was injected works again. A bean that was never asked for is not
 * made for this.
 *
 * @param <B> the bean
 */
public final class ReopeningLifecycle<B extends AutoCloseable> implements SmartLifecycle {
    /** The web server ends at {@code DEFAULT_PHASE - 2048}; higher phases stop first. */
    public static final int CLIENT_PHASE = DEFAULT_PHASE - 4096;
    /** Between the two, so that what handles the last deliveries still has a client. */
    public static final int WEBHOOK_PHASE = DEFAULT_PHASE - 3072;
    /** Before the client, which it uses to its end, and after the webhooks, whose handlers may submit to it. */
    public static final int BULK_PHASE = DEFAULT_PHASE - 3584;

    private final SingletonBeanRegistry beans;
    private final String name;
    private final Class<B> type;
    private final Consumer<B> opener;
    private final int phase;
    private volatile boolean running;

    /**
     * A lifecycle for one bean.
     *
     * @param opener opens it again; does nothing if it is open
     */
    public ReopeningLifecycle(SingletonBeanRegistry beans, String name, Class<B> type, Consumer<B> opener, int phase) {
        this.beans = beans;
        this.name = Objects.requireNonNull(name, "name");
        this.type = type;
        this.opener = opener;
        this.phase = phase;
    }

    @Override
    public void start() {
        bean().ifPresent(opener);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        bean().ifPresent(ReopeningLifecycle::close);
    }

    private Optional<B> bean() {
        return Optional.ofNullable(beans.getSingleton(name))
                .filter(type::isInstance)
                .map(type::cast);
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

    /** A context that tests share is paused between them; its watches must survive that. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
