package io.exportcomments.testkit.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate of a {@link ScriptedServer} that speaks TLS: by default one for 127.0.0.1 and localhost, signed by
 * itself.
 */
public final class TlsIdentity {
    private static final String OWN = "server.p12";
    private static final String PRIVATE = "private.p12";
    private static final String PRIVATE_CA = "private-ca.pem";
    private static final char[] PASSWORD = "contract".toCharArray();

    private final KeyStore store;

    private TlsIdentity(KeyStore store) {
        this.store = store;
    }

    /** The certificate and its key. */
    public static TlsIdentity load() {
        return load(OWN);
    }

    /** One that a private CA has signed: for 127.0.0.1, localhost, service.invalid and files.invalid. */
    public static TlsIdentity ofPrivateCa() {
        return load(PRIVATE);
    }

    /** The certificate of the private CA, in PEM. */
    public static String privateCa() {
        try (InputStream in = TlsIdentity.class.getResourceAsStream(PRIVATE_CA)) {
            return new String(Objects.requireNonNull(in, PRIVATE_CA).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TlsIdentity load(String name) {
        try (InputStream in = TlsIdentity.class.getResourceAsStream(name)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(Objects.requireNonNull(in, name), PASSWORD);
            return new TlsIdentity(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key store can't be read", e);
        }
    }

    /** The key store as a file's bytes have it. */
    public KeyStore store() {
        return store;
    }

    /** The password of the store and its key; no secret. */
    public String password() {
        return new String(PASSWORD);
    }

    /** For the server's side. */
    public SSLContext serverContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys().getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key store can't be used", e);
        }
    }

    /** For the server's side, where clients have to show the same certificate. */
    SSLContext mutualContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys().getKeyManagers(), new TrustManager[] {trust()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key store can't be used", e);
        }
    }

    /** The certificate and its key, for whichever side. */
    KeyManagerFactory keys() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        return keys;
    }

    /** For a client that trusts this certificate and no other. */
    public SSLContext clientContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key store can't be used", e);
        }
    }

    /** Trusts this certificate and no other. */
    public X509TrustManager trust() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", store.getCertificate("server"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return Arrays.stream(trust.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The key store can't be used", e);
        }
    }
}
