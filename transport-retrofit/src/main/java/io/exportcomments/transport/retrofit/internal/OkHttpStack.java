package io.exportcomments.transport.retrofit.internal;

import io.exportcomments.network.NetworkSettings;
import io.exportcomments.transport.http.spi.HttpThreads;
import io.exportcomments.transport.http.spi.ProxyRoutes;
import io.exportcomments.transport.http.spi.TlsTrust;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The threads and connections that a transport stands on, and whose they are.
 *
 * @param base the client to derive from
 * @param threads where calls are run
 * @param owned whether closing the transport frees them
 * @param proxies by which proxies it goes; null if the client is lent, and has ways of its own
 * @param callers carry their calls themselves; null if the client is lent, as its lender may do in a call what can't be
 *     ended
 */
public record OkHttpStack(
        OkHttpClient base,
        ExecutorService threads,
        boolean owned,
        @Nullable ProxyRoutes proxies,
        @Nullable CallerThreads callers) {
    /** Calls at once, and connections kept for them: a smaller pool would open a connection for nearly every call. */
    private static final int CALLS = 64;

    private static final int IDLE_CONNECTION_MINUTES = 5;

    /**
     * A client of the transport's own.
     *
     * @param baseUrl where most calls go: where that is plain http, TLS waits until it is needed
     */
    public static OkHttpStack ofItsOwn(URI baseUrl, NetworkSettings network) {
        TlsTrust trust = TlsTrust.of(network);
        ExecutorService threads = HttpThreads.start();
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(CALLS);
        dispatcher.setMaxRequestsPerHost(CALLS);
        ConnectionPool connections = new ConnectionPool(CALLS, IDLE_CONNECTION_MINUTES, TimeUnit.MINUTES);
        CallerThreads callers = new CallerThreads(dispatcher, connections, threads);
        Dns names = new LocalNames();
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .dns(host -> callers.lookUp(names, host))
                .socketFactory(new TunnelSockets(null))
                .dispatcher(dispatcher)
                .connectionPool(connections);
        if (trust == null && "http".equalsIgnoreCase(baseUrl.getScheme())) {
            LateTls.without(client);
        }
        OkHttpClient base = client.build();
        return new OkHttpStack(
                trust == null ? base : trusting(base, trust), threads, true, new ProxyRoutes(network), callers);
    }

    private static OkHttpClient trusting(OkHttpClient client, TlsTrust trust) {
        HostnameVerifier verifier = client.hostnameVerifier();
        return client.newBuilder()
                .sslSocketFactory(trust.context().getSocketFactory(), trust.trustManager())
                .hostnameVerifier((host, session) -> trust.isUnchecked(host) || verifier.verify(host, session))
                .build();
    }

    /** A program's client. */
    public static OkHttpStack lent(OkHttpClient client) {
        return new OkHttpStack(client, client.dispatcher().executorService(), false, null, null);
    }

    /** The client with all turned off that the transport does itself, the measuring of time among it. */
    OkHttpClient.Builder adapted() {
        return base.newBuilder()
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null);
    }

    /** Frees what is owned; the calls on it were cancelled before, and so end at once. */
    public void close() {
        if (callers != null) {
            callers.close();
        }
        if (owned) {
            HttpThreads.close(threads);
            base.connectionPool().evictAll();
        }
    }
}
