package io.exportcomments.internal.client;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import java.util.List;

/** The program's listeners as one, which survives what they throw. */
final class Listeners implements ClientListener {
    private static final System.Logger LOG = System.getLogger("io.exportcomments");

    private final List<ClientListener> listeners;

    private Listeners(List<ClientListener> listeners) {
        this.listeners = listeners;
    }

    static ClientListener of(List<ClientListener> listeners) {
        return listeners.isEmpty() ? NONE : new Listeners(List.copyOf(listeners));
    }

    @Override
    public void heard(ClientEvent event) {
        for (ClientListener listener : listeners) {
            try {
                listener.heard(event);
            } catch (RuntimeException | Error e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "A listener failed on " + event.getClass().getSimpleName(),
                        e);
            }
        }
    }
}
