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
 * What a client is made of; it makes what is null itself, and closes it.
 *
 * @param watchRequestsPerMinute how many requests a minute watches may send, 2 or more
 */
public record ClientSettings(
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
    public ClientSettings {
        updates = List.copyOf(updates);
        interceptors = List.copyOf(interceptors);
        listeners = List.copyOf(listeners);
    }
}
