package io.exportcomments.transport.vertx.internal;

import io.exportcomments.transport.http.spi.TlsTrust;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.security.KeyStore;
import java.util.function.Function;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;

/** What the network's settings trust, as Vert.x wants it; its own wrapper of a trust manager needs SLF4J. Immutable. */
public final class TrustedByNetwork implements TrustOptions {
    private final TlsTrust trust;

    /** Options that trust what this does. */
    public TrustedByNetwork(TlsTrust trust) {
        this.trust = trust;
    }

    @Override
    public TrustOptions copy() {
        return this;
    }

    @Override
    public TrustManagerFactory getTrustManagerFactory(Vertx vertx) {
        return new Factory(new TrustManager[] {trust.trustManager()});
    }

    @Override
    public Function<String, TrustManager[]> trustManagerMapper(Vertx vertx) {
        return server -> new TrustManager[] {trust.trustManager()};
    }

    private static final class Factory extends TrustManagerFactory {
        @SuppressWarnings("NullAway") // No provider has made it.
        Factory(TrustManager[] managers) {
            super(new Given(managers), null, "given");
        }
    }

    private static final class Given extends TrustManagerFactorySpi {
        private final TrustManager[] managers;

        Given(TrustManager[] managers) {
            this.managers = managers;
        }

        @Override
        protected void engineInit(KeyStore store) {}

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {}

        @Override
        protected TrustManager[] engineGetTrustManagers() {
            return managers.clone();
        }
    }
}
