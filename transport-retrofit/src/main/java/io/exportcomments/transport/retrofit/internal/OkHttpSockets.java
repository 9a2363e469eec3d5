package io.exportcomments.transport.retrofit.internal;

import io.exportcomments.network.ProxyServer;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.transport.http.spi.ProxyRoutes;
import io.exportcomments.transport.http.spi.SocketRules;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import javax.net.SocketFactory;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.X509TrustManager;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** WebSockets on OkHttp, by the same client as the calls: each on a connection of its own. Thread-safe. */
public final class OkHttpSockets implements SocketTransport {
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    private final HttpSession session;
    private final LateTls clients;
    private final ExecutorService threads;
    private final @Nullable ProxyRoutes proxies;

    /** Sockets of this session on this stack; both are borrowed. */
    public OkHttpSockets(HttpSession session, OkHttpStack stack) {
        this.session = session;
        this.threads = stack.threads();
        proxies = stack.proxies();
        clients = new LateTls(stack.adapted()
                .pingInterval(Duration.ZERO)
                .retryOnConnectionFailure(false)
                .addInterceptor(OkHttpSockets::handshake)
                .build());
    }

    /** OkHttp always offers compression, and bounds neither a message nor what it inflates to. */
    private static Response handshake(Interceptor.Chain chain) throws IOException {
        Request request = chain.request().newBuilder().removeHeader(EXTENSIONS).build();
        Response response =
                chain.proceed(request).newBuilder().removeHeader(EXTENSIONS).build();
        return HandshakeAnswer.undisguised(response);
    }

    @Override
    public Socket open(URI uri, Map<String, String> headers, Listener listener) {
        Request.Builder request =
                new Request.Builder().url(SocketRules.checked(uri).toASCIIString());
        headers.forEach(request::header);
        request.header("User-Agent", session.settings().userAgent());
        boolean plain = "ws".equalsIgnoreCase(uri.getScheme());
        ProxyServer proxy = proxies == null ? null : proxies.proxyFor(uri);
        // A proxy would take a handshake without TLS for a request of its own.
        ProxyTunnel tunnel = proxy != null && (plain || proxy.protocol() == ProxyServer.Protocol.SOCKS5)
                ? new ProxyTunnel(proxy)
                : null;
        OkHttpSocket socket = new OkHttpSocket(session, plain, tunnel, listener, threads);
        OkHttpClient.Builder builder = client(socket, plain);
        if (tunnel != null) {
            OkHttpRoutes.tunnelled(builder, socket.inflow());
        } else if (proxy != null) {
            OkHttpRoutes.byHttp(builder, proxy);
        } else if (proxies != null) {
            builder.proxy(Proxy.NO_PROXY);
        }
        return socket.start(builder.build(), request.build());
    }

    /**
     * A lent client's own socket factory is kept: then a message's size shows only when all of it is there, and a
     * handshake without TLS has to be answered as OkHttp has it.
     */
    private OkHttpClient.Builder client(OkHttpSocket socket, boolean plain) {
        OkHttpClient client = clients.client(!plain);
        HostnameVerifier verifier = client.hostnameVerifier();
        OkHttpClient.Builder builder = client.newBuilder()
                .cookieJar(new HandshakeOnce(socket::refusedForNow))
                .hostnameVerifier((host, session) -> {
                    boolean verified = verifier.verify(host, session);
                    if (verified) {
                        socket.progress().sending();
                    }
                    return verified;
                });
        SocketFactory sockets = client.socketFactory();
        if (sockets == SocketFactory.getDefault() || sockets instanceof TunnelSockets) {
            builder.socketFactory(socket.inflow());
        }
        X509TrustManager trust = plain ? null : client.x509TrustManager();
        if (trust != null) {
            builder.sslSocketFactory(new SecureSockets(client.sslSocketFactory()), trust);
        }
        return builder;
    }
}
