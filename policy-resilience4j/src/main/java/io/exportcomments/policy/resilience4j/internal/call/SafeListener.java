package io.exportcomments.policy.resilience4j.internal.call;

import io.exportcomments.event.ClientListener;

/** Keeps what a listener throws from harming calls. */
public final class SafeListener {
    private static final System.Logger LOG = System.getLogger("io.exportcomments");

    private SafeListener() {}

    /** The same listener, whose failures are logged and go no further. */
    public static ClientListener around(ClientListener listener) {
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
