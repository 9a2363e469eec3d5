package io.exportcomments.policy.resilience4j;

import io.exportcomments.event.ClientListener;

/** Listeners that harm nothing. */
final class Quietly {
    private static final System.Logger LOG = System.getLogger("io.exportcomments");

    private Quietly() {}

    /** The same listener, whose failures are logged and go no further. */
    static ClientListener hearing(ClientListener listener) {
        if (listener == ClientListener.NONE) {
            return listener;
        }
        return event -> {
            try {
                listener.heard(event);
            } catch (RuntimeException broken) {
                LOG.log(System.Logger.Level.WARNING, "A listener of the policies failed; the calls go on", broken);
            }
        };
    }
}
