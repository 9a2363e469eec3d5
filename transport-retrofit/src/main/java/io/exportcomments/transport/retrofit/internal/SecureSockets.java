package io.exportcomments.transport.retrofit.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Sockets with TLS whose first answer is a {@link HandshakeAnswer}. */
final class SecureSockets extends SSLSocketFactory {
    private final SSLSocketFactory actual;

    SecureSockets(SSLSocketFactory actual) {
        this.actual = actual;
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        Socket socket = actual.createSocket(connected, host, port, autoClose);
        return socket instanceof SSLSocket secure ? new SecureSocket(secure) : socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return actual.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return actual.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }
}
