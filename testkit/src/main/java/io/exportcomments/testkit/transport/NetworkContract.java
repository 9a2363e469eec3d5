package io.exportcomments.testkit.transport;

import io.exportcomments.port.TransportProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every transport promises of the network that a client is in, for calls, files and sockets alike: a transport's
 * own test class extends this one, names its provider, and passes all of it.
 */
public abstract class NetworkContract {
    /** The transport under test, with an HTTP client of its own. */
    protected abstract TransportProvider provider();

    @Nested
    @DisplayName("Proxies are gone by, and told their password and nobody else")
    class Proxies extends ProxyServerCases {
        Proxies() {
            super(NetworkContract.this::provider);
        }
    }

    @Nested
    @DisplayName("The JVM's properties name the proxy where the settings name none")
    class JvmProxies extends JvmProxyCases {
        JvmProxies() {
            super(NetworkContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Certificates are trusted as the settings say")
    class Certificates extends CertificateCases {
        Certificates() {
            super(NetworkContract.this::provider);
        }
    }
}
