package io.exportcomments.transport.retrofit.internal;

import io.exportcomments.network.ProxyLogin;
import io.exportcomments.network.ProxyServer;
import io.exportcomments.transport.http.spi.ProxyRoutes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Has each request carried by a client that goes the way of its address: directly, or by a proxy. All stand on the same
 * threads and connections. Thread-safe.
 */
final class OkHttpRoutes implements Call.Factory {
    private final LateTls base;
    private final @Nullable ProxyRoutes proxies;
    private final LateTls direct;
    private final Map<ProxyServer, LateTls> proxied = new ConcurrentHashMap<>();

    /**
     * Routes for requests.
     *
     * @param proxies null if the client is lent, and has ways of its own
     */
    OkHttpRoutes(OkHttpClient base, @Nullable ProxyRoutes proxies) {
        this.base = new LateTls(base);
        this.proxies = proxies == null || proxies.leavesAllToJvm() ? null : proxies;
        direct = new LateTls(base.newBuilder().proxy(Proxy.NO_PROXY).build());
    }

    @Override
    public Call newCall(Request request) {
        return way(request.url()).client(request.isHttps()).newCall(request);
    }

    /** OkHttp asks the JVM itself, and tries all proxies that it names. */
    private LateTls way(HttpUrl address) {
        if (proxies == null) {
            return base;
        }
        URI url = address.uri();
        if (proxies.leavesToJvm(url)) {
            return base;
        }
        ProxyServer proxy = proxies.proxyFor(url);
        return proxy == null ? direct : proxied.computeIfAbsent(proxy, this::proxied);
    }

    private LateTls proxied(ProxyServer proxy) {
        OkHttpClient.Builder client = base.client(false).newBuilder();
        if (proxy.protocol() == ProxyServer.Protocol.SOCKS5) {
            return new LateTls(
                    tunnelled(client, new TunnelSockets(new ProxyTunnel(proxy))).build());
        }
        byHttp(client, proxy);
        proxy.login().ifPresent(login -> client.addInterceptor(chain -> withLogin(chain, login)));
        return new LateTls(client.build());
    }

    /** Goes by a proxy that speaks HTTP: whole addresses for plain http, tunnels for TLS. */
    static OkHttpClient.Builder byHttp(OkHttpClient.Builder client, ProxyServer proxy) {
        client.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
        proxy.login().ifPresent(login -> client.proxyAuthenticator(tellingOnce(login)));
        return client;
    }

    /** Goes by tunnels, which these sockets open. */
    static OkHttpClient.Builder tunnelled(OkHttpClient.Builder client, SocketFactory sockets) {
        return client.proxy(Proxy.NO_PROXY).dns(ProxyTunnel.NAMES).socketFactory(sockets);
    }

    /** Tells the login with the first request for a tunnel; a proxy that does not take it is not asked again. */
    private static Authenticator tellingOnce(ProxyLogin login) {
        return (route, response) -> response.request().header("Proxy-Authorization") != null
                ? null
                : response.request()
                        .newBuilder()
                        .header("Proxy-Authorization", ProxyTunnel.basic(login))
                        .build();
    }

    /** Within TLS nothing is for the proxy. */
    private static Response withLogin(Interceptor.Chain chain, ProxyLogin login) throws IOException {
        Request request = chain.request();
        return chain.proceed(
                request.isHttps()
                        ? request
                        : request.newBuilder()
                                .header("Proxy-Authorization", ProxyTunnel.basic(login))
                                .build());
    }
}
