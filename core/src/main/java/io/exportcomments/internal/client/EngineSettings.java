package io.exportcomments.internal.client;

import io.exportcomments.event.ClientListener;
import io.exportcomments.internal.watch.WatchSettings;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.port.UpdateSourceProvider;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What an engine is made of; what is null it makes itself, and closes.
 *
 * @param watchRequestsPerMinute what the watches may spend, 2 or more
 */
public record EngineSettings(
        TransportSettings connection,
        TransportProvider transport,
        List<UpdateSourceProvider> updates,
        List<TransportInterceptor> interceptors,
        List<ClientListener> listeners,
        WatchSettings watching,
        int watchRequestsPerMinute,
        @Nullable Timekeeper timekeeper,
        @Nullable Executor callbackExecutor,
        @Nullable Executor workerExecutor) {

    /** Copies the lists. */
    public EngineSettings {
        updates = List.copyOf(updates);
        interceptors = List.copyOf(interceptors);
        listeners = List.copyOf(listeners);
    }
}
