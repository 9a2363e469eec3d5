package io.exportcomments.spring.boot;

import io.exportcomments.ExportComments;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Closes the client when the program stops: after the web server, so that requests that are being answered can use it to their
 * end, and before the beans that its listeners use are destroyed. A client that was never asked for is not made for this.
 */
final class ClientLifecycle implements SmartLifecycle {
    /** The web server ends at {@code DEFAULT_PHASE - 2048}; higher phases stop first. */
    static final int PHASE = DEFAULT_PHASE - 4096;

    private final ObjectProvider<ExportComments> client;
    private volatile boolean running;

    ClientLifecycle(ObjectProvider<ExportComments> client) {
        this.client = client;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        client.ifAvailable(ExportComments::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
