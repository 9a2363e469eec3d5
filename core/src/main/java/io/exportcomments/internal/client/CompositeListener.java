package io.exportcomments.internal.client;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.internal.log.LibraryLog;
import java.util.List;

/** Calls all of the program's listeners, and survives what they throw. */
final class CompositeListener implements ClientListener {
    private final List<ClientListener> listeners;

    private CompositeListener(List<ClientListener> listeners) {
        this.listeners = listeners;
    }

    static ClientListener of(List<ClientListener> listeners) {
        return listeners.isEmpty() ? NONE : new CompositeListener(List.copyOf(listeners));
    }

    @Override
    public void heard(ClientEvent event) {
        for (ClientListener listener : listeners) {
            try {
                listener.heard(event);
            } catch (RuntimeException | Error e) {
                LibraryLog.get()
                        .log(
                                System.Logger.Level.WARNING,
                                "A listener failed on " + event.getClass().getSimpleName(),
                                e);
            }
        }
    }
}
