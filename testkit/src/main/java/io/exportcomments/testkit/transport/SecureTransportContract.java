package io.exportcomments.testkit.transport;

import io.exportcomments.port.TransportProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every transport promises over TLS, as tests: a transport's own test class extends this one, names a provider,
 * and passes all of it. A transport that does not speak HTTP/2 by itself is to be told to.
 */
public abstract class SecureTransportContract {
    /**
     * The transport under test, which trusts this certificate and no other, and agrees on HTTP/2 by ALPN where the
     * server speaks it.
     */
    protected abstract TransportProvider provider(TlsIdentity trusted);

    private TransportProvider provider() {
        return provider(TlsIdentity.load());
    }

    @Nested
    @DisplayName("On HTTP/2 nothing is created twice, and what is safe is sent once more")
    class Http2 extends Http2Cases {
        Http2() {
            super(SecureTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Sockets over TLS are opened, or say why not")
    class Sockets extends SecureSocketCases {
        Sockets() {
            super(SecureTransportContract.this::provider);
        }
    }
}
