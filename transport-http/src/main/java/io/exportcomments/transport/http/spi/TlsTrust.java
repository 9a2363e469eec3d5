package io.exportcomments.transport.http.spi;

import io.exportcomments.network.NetworkSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are trusted, and which keys are shown, as the network's settings say. Immutable. */
public final class TlsTrust {
    private final NetworkSettings network;
    private final X509ExtendedTrustManager trust;

    private TlsTrust(NetworkSettings network) {
        this.network = network;
        X509ExtendedTrustManager checking = checking(network);
        trust = network.insecure() ? new LoopbackTrust(checking, network) : checking;
    }

    /**
     * What the settings say; null if they say nothing, and all is as the JDK has it.
     *
     * @throws IllegalArgumentException if their certificates can't be used
     */
    public static @Nullable TlsTrust of(NetworkSettings network) {
        return network.usesJdkTls() ? null : new TlsTrust(network);
    }

    /** Checks certificates, and the host that they are for where the caller asks for that. */
    public X509ExtendedTrustManager trustManager() {
        return trust;
    }

    /** The keys that are shown; null if there are none. */
    public @Nullable KeyManagerFactory keys() {
        return network.keys().orElse(null);
    }

    /** Whether the certificate of this host is taken unchecked. */
    public boolean isUnchecked(@Nullable String host) {
        return network.isUnchecked(host);
    }

    /** A context with both. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys =
                    network.keys().map(KeyManagerFactory::getKeyManagers).orElse(null);
            context.init(keys, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The keys or certificates can't be used", e);
        }
    }

    private static X509ExtendedTrustManager checking(NetworkSettings network) {
        try {
            TrustManagerFactory base = network.trust().orElse(null);
            if (base == null) {
                base = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                base.init((KeyStore) null);
            }
            X509ExtendedTrustManager usual = extended(base);
            if (network.trusted().isEmpty()) {
                return usual;
            }
            return network.trust().isPresent()
                    ? new EitherTrust(usual, trusting(new X509Certificate[0], network.trusted()))
                    : trusting(usual.getAcceptedIssuers(), network.trusted());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("The trusted certificates can't be used", e);
        }
    }

    /** One manager of all, as a chain may lead from one of them to another. */
    private static X509ExtendedTrustManager trusting(X509Certificate[] usual, List<X509Certificate> further)
            throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        int number = 0;
        for (X509Certificate one :
                Stream.concat(Stream.of(usual), further.stream()).toList()) {
            all.setCertificateEntry("trusted-" + number++, one);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(all);
        return extended(factory);
    }

    private static X509ExtendedTrustManager extended(TrustManagerFactory factory) {
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The trust manager can't check a host's name"));
    }
}
