package io.exportcomments.transport.retrofit.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes sockets that connect through a proxy's tunnel, where there is one, and send at once what is written: OkHttp
 * flushes whole requests and messages, and a message behind a pong would else wait for the other side's
 * acknowledgement, about 40 ms.
 */
class TunnelSockets extends SocketFactory {
    private final @Nullable ProxyTunnel tunnel;

    TunnelSockets(@Nullable ProxyTunnel tunnel) {
        this.tunnel = tunnel;
    }

    @Override
    public Socket createSocket() {
        return new Tunnelled();
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

    /** A socket to a host, through the tunnel if there is one. */
    class Tunnelled extends Socket {
        @Override
        public void connect(SocketAddress address, int timeout) throws IOException {
            setTcpNoDelay(true);
            if (tunnel == null) {
                super.connect(address, timeout);
            } else {
                super.connect(tunnel.proxyAddress(), timeout);
                tunnel.open(this, (InetSocketAddress) address);
            }
        }
    }
}
