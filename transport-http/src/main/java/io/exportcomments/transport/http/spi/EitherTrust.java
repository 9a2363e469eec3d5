package io.exportcomments.transport.http.spi;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts what a program's own trust manager does, with all that it checks, or else what is signed by one of further
 * certificates. The program's is asked, and not its certificates taken: what else it checks must not be lost.
 */
final class EitherTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager own;
    private final X509ExtendedTrustManager further;

    EitherTrust(X509ExtendedTrustManager own, X509ExtendedTrustManager further) {
        this.own = own;
        this.further = further;
    }

    private interface Check {
        void by(X509ExtendedTrustManager manager) throws CertificateException;
    }

    /** The error is the own one's, as that says what is wrong for most chains. */
    private void check(Check check) throws CertificateException {
        try {
            check.by(own);
        } catch (CertificateException refused) {
            try {
                check.by(further);
            } catch (CertificateException refusedToo) {
                refused.addSuppressed(refusedToo);
                throw refused;
            }
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        check(manager -> manager.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        check(manager -> manager.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(manager -> manager.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        check(manager -> manager.checkClientTrusted(chain, type, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        check(manager -> manager.checkClientTrusted(chain, type, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(manager -> manager.checkClientTrusted(chain, type));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return Stream.of(own.getAcceptedIssuers(), further.getAcceptedIssuers())
                .flatMap(Stream::of)
                .toArray(X509Certificate[]::new);
    }
}
