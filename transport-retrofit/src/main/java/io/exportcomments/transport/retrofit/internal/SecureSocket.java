package io.exportcomments.transport.retrofit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.BiFunction;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A socket with TLS whose first answer is a {@link HandshakeAnswer}; in all else the one that it stands for. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the actual one has locks of its own
final class SecureSocket extends SSLSocket {
    private final SSLSocket actual;
    private final InputStream input;

    SecureSocket(SSLSocket actual) throws IOException {
        this.actual = actual;
        input = new HandshakeAnswer(actual.getInputStream());
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return actual.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return actual.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        actual.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return actual.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return actual.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        actual.setEnabledProtocols(protocols);
    }

    @Override
    public SSLSession getSession() {
        return actual.getSession();
    }

    @Override
    public SSLSession getHandshakeSession() {
        return actual.getHandshakeSession();
    }

    @Override
    public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
        actual.addHandshakeCompletedListener(listener);
    }

    @Override
    public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
        actual.removeHandshakeCompletedListener(listener);
    }

    @Override
    public void startHandshake() throws IOException {
        actual.startHandshake();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        actual.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return actual.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        actual.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return actual.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        actual.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return actual.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        actual.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return actual.getEnableSessionCreation();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return actual.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        actual.setSSLParameters(parameters);
    }

    @Override
    public String getApplicationProtocol() {
        return actual.getApplicationProtocol();
    }

    @Override
    public String getHandshakeApplicationProtocol() {
        return actual.getHandshakeApplicationProtocol();
    }

    @Override
    public void setHandshakeApplicationProtocolSelector(BiFunction<SSLSocket, List<String>, String> selector) {
        actual.setHandshakeApplicationProtocolSelector(selector);
    }

    @Override
    public BiFunction<SSLSocket, List<String>, String> getHandshakeApplicationProtocolSelector() {
        return actual.getHandshakeApplicationProtocolSelector();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return actual.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        actual.close();
    }

    @Override
    public void shutdownInput() throws IOException {
        actual.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        actual.shutdownOutput();
    }

    @Override
    public boolean isClosed() {
        return actual.isClosed();
    }

    @Override
    public boolean isConnected() {
        return actual.isConnected();
    }

    @Override
    public boolean isBound() {
        return actual.isBound();
    }

    @Override
    public boolean isInputShutdown() {
        return actual.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return actual.isOutputShutdown();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        actual.setSoTimeout(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return actual.getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        actual.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return actual.getTcpNoDelay();
    }

    @Override
    public InetAddress getInetAddress() {
        return actual.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return actual.getLocalAddress();
    }

    @Override
    public int getPort() {
        return actual.getPort();
    }

    @Override
    public int getLocalPort() {
        return actual.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return actual.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return actual.getLocalSocketAddress();
    }

    @Override
    public SocketChannel getChannel() {
        return actual.getChannel();
    }

    @Override
    public String toString() {
        return actual.toString();
    }
}
