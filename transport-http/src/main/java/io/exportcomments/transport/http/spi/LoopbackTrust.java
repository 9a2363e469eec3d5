package io.exportcomments.transport.http.spi;

import io.exportcomments.network.NetworkSettings;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Takes certificates of this machine itself unchecked, and has all others checked. */
final class LoopbackTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager checking;
    private final NetworkSettings network;

    LoopbackTrust(X509ExtendedTrustManager checking, NetworkSettings network) {
        this.checking = checking;
        this.network = network;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (!(socket instanceof SSLSocket tls) || !isUnchecked(tls.getHandshakeSession())) {
            checking.checkServerTrusted(chain, authType, socket);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (!network.isUnchecked(engine.getPeerHost()) && !isUnchecked(engine.getHandshakeSession())) {
            checking.checkServerTrusted(chain, authType, engine);
        }
    }

    private boolean isUnchecked(@Nullable SSLSession handshake) {
        return handshake != null && network.isUnchecked(handshake.getPeerHost());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checking.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checking.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checking.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checking.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return checking.getAcceptedIssuers();
    }
}
