package io.exportcomments.transport.http.spi;

import java.io.IOException;

/** A proxy did not open the way to the service. */
public final class ProxyRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * A refusal.
     *
     * @param status what the proxy answered
     */
    public ProxyRefusedException(int status) {
        super(status == 407 ? "the proxy asks for a password, HTTP 407" : "the proxy refused, HTTP " + status);
    }
}
