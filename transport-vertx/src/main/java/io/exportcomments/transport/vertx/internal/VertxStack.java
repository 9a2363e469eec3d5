package io.exportcomments.transport.vertx.internal;

import io.exportcomments.adapter.Failures;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.port.Timeouts;
import io.exportcomments.transport.http.spi.HttpThreads;
import io.exportcomments.transport.http.spi.ProxyRoutes;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SSLEngineOptions;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The Vertx, the connections and the threads that a transport stands on, and whose they are.
 *
 * <p>All exchanges and their connections live on one context, the <em>home</em> context: so nothing in them needs a
 * lock, and what Vert.x knows of a connection is known to the exchange on it in the same moment. One event loop is
 * plenty: no answer is decoded on it.
 */
public final class VertxStack {
    /** Calls at once, and connections kept for them. */
    public static final int CALLS = 64;

    /** Beyond the calls, so many files may be open at once at one host. */
    private static final int FILES = 1024;

    private static final int KEEP_ALIVE_SECONDS = 300;
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_HEADERS = 256 * 1024;
    private static final int CLOSE_SECONDS = 5;

    private final ExecutorService threads;
    private final Vertx vertx;
    private final boolean owned;
    private final HttpClientOptions lent;
    private final VertxProxies proxies;
    private final HttpClient client;
    private final Context home;
    private final Gate gate;
    private final AnswerHandover handover = new AnswerHandover(this);
    private final Handshakes handshakes = new Handshakes(this::atHome);
    private final Map<HttpConnection, Long> lastUsed = new WeakHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Thread ownEventLoop;

    private VertxStack(
            ExecutorService threads,
            Vertx vertx,
            boolean owned,
            HttpClientOptions options,
            NetworkSettings network,
            Timeouts timeouts,
            int calls) {
        this.threads = threads;
        proxies = new VertxProxies(new ProxyRoutes(network), timeouts.connect().plus(LATER));
        this.owned = owned;
        this.vertx = vertx;
        home = vertx.getOrCreateContext();
        gate = new Gate(calls);
        lent = new HttpClientOptions(options);
        client = vertx.httpClientBuilder()
                .with(adapted(options, timeouts))
                .with(new PoolOptions().setHttp1MaxSize(calls + FILES))
                .withConnectHandler(VertxStack::prepare)
                .build();
        if (owned) {
            home.runOnContext(nothing -> {
                Thread.currentThread().setName("exportcomments-vertx");
                ownEventLoop = Thread.currentThread();
            });
        }
    }

    /**
     * Opens a stack. It is made on a thread of its own: made on one of the borrowed Vertx, its connections would belong
     * to the verticle that runs there, and be closed when that is undeployed.
     *
     * @throws IllegalArgumentException if the options can't be used
     * @throws IllegalStateException if Vert.x can't be started, as without a file descriptor
     */
    public static VertxStack open(
            @Nullable Vertx borrowed,
            HttpClientOptions options,
            NetworkSettings network,
            Timeouts timeouts,
            int calls) {
        ExecutorService threads = HttpThreads.start();
        try {
            return CompletableFuture.supplyAsync(
                            () -> {
                                Vertx vertx = borrowed == null ? OwnVertx.start() : borrowed;
                                try {
                                    return new VertxStack(
                                            threads, vertx, borrowed == null, options, network, timeouts, calls);
                                } catch (RuntimeException | Error e) {
                                    if (borrowed == null) {
                                        vertx.close();
                                    }
                                    throw e;
                                }
                            },
                            threads)
                    .join();
        } catch (CompletionException e) {
            threads.shutdown();
            Throwable failure = Failures.unwrap(e);
            throw failure instanceof IllegalArgumentException wrong
                    ? wrong
                    : new IllegalStateException("Vert.x can't be started: " + failure.getMessage(), failure);
        }
    }

    /**
     * What the transport does itself is off in Vert.x; and whatever is logged of a connection would have the token in
     * it.
     */
    private HttpClientOptions adapted(HttpClientOptions lent, Timeouts timeouts) {
        // The exchange gives up first, and says why.
        int connectMillis = (int) timeouts.connect().plus(LATER).toMillis();
        HttpClientOptions options = new HttpClientOptions(lent)
                .setConnectTimeout(connectMillis)
                .setSslHandshakeTimeout(connectMillis)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(0)
                .setReadIdleTimeout(0)
                .setWriteIdleTimeout(0)
                .setDecompressionSupported(false)
                .setPipelining(false)
                .setLogActivity(false);
        SSLEngineOptions engine = options.getSslEngineOptions();
        options.setSslEngineOptions(handshakes.watched(engine == null ? new JdkSSLEngineOptions() : engine));
        return options.setMaxChunkSize(Math.max(CHUNK, options.getMaxChunkSize()))
                .setMaxHeaderSize(Math.max(LONGEST_HEADERS, options.getMaxHeaderSize()))
                .setMaxInitialLineLength(Math.max(CHUNK, options.getMaxInitialLineLength()))
                .setKeepAliveTimeout(Math.max(KEEP_ALIVE_SECONDS, options.getKeepAliveTimeout()));
    }

    /**
     * A client for one socket, with the proxy and the TLS settings of the calls; to be called at home, and closed by
     * the caller.
     *
     * @param own the socket's handshakes of TLS, which it can end
     */
    NetClient socketClient(Timeouts timeouts, Handshakes own) {
        // The socket gives up first, and says why.
        int connectMillis = (int) timeouts.connect().plus(LATER).toMillis();
        SSLEngineOptions engine = lent.getSslEngineOptions();
        NetClientOptions options = new NetClientOptions()
                .setConnectTimeout(connectMillis)
                .setSslHandshakeTimeout(connectMillis)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTcpNoDelay(true)
                .setLogActivity(false)
                .setHostnameVerificationAlgorithm(lent.isVerifyHost() ? "HTTPS" : "")
                .setTrustAll(lent.isTrustAll())
                .setProxyOptions(lent.getProxyOptions())
                .setTrustOptions(lent.getTrustOptions())
                .setKeyCertOptions(lent.getKeyCertOptions())
                .setSslEngineOptions(own.watched(engine == null ? new JdkSSLEngineOptions() : engine))
                .setLocalAddress(lent.getLocalAddress())
                .setEnabledSecureTransportProtocols(lent.getEnabledSecureTransportProtocols());
        if (lent.getNonProxyHosts() != null) {
            options.setNonProxyHosts(lent.getNonProxyHosts());
        }
        lent.getEnabledCipherSuites().forEach(options::addEnabledCipherSuite);
        lent.getCrlPaths().forEach(options::addCrlPath);
        lent.getCrlValues().forEach(options::addCrlValue);
        return vertx.createNetClient(options);
    }

    /** What breaks a connection is told to its exchange. Vert.x would log it too, and quote what the service sent. */
    private static void prepare(HttpConnection connection) {
        connection.exceptionHandler(known -> {});
        InterimFilter.install(connection);
    }

    /** By which proxies it goes; null if the lent options name one. */
    @Nullable VertxProxies proxies() {
        return lent.getProxyOptions() == null ? proxies : null;
    }

    HttpClient client() {
        return client;
    }

    ExecutorService threads() {
        return threads;
    }

    Handshakes handshakes() {
        return handshakes;
    }

    Gate gate() {
        return gate;
    }

    AnswerHandover handover() {
        return handover;
    }

    /**
     * Runs a task on the home context. Throws a {@link java.util.concurrent.RejectedExecutionException} if its Vertx is
     * closed.
     */
    void atHome(Runnable task) {
        home.runOnContext(nothing -> task.run());
    }

    /** Runs a task on the home context, later; to be called there. */
    long later(Duration time, Runnable task) {
        return vertx.setTimer(Math.max(1, time.toMillis()), id -> task.run());
    }

    void cancelTimer(long id) {
        vertx.cancelTimer(id);
    }

    /** Remembers when a connection was used; to be called at home. */
    void used(HttpConnection connection) {
        lastUsed.put(connection, System.nanoTime());
    }

    /** For how long a connection was not used; null if it never was. To be called at home. */
    @Nullable Long idleNanos(HttpConnection connection) {
        Long before = lastUsed.get(connection);
        return before == null ? null : System.nanoTime() - before;
    }

    /** Frees what the transport made itself. Waits for that, but not on an event loop, which must not be blocked. */
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        CountDownLatch freed = new CountDownLatch(1);
        threads.execute(() -> free(freed::countDown));
        if (Context.isOnEventLoopThread()) {
            threads.shutdown();
        } else {
            awaitEnd(freed);
            HttpThreads.close(threads);
        }
    }

    /**
     * Vert.x answers on the context of whoever closes, and a worker that waits would not hear it: hence a thread of our
     * own.
     */
    private void free(Runnable freed) {
        try {
            client.close().onComplete(nothing -> {
                if (owned) {
                    vertx.close().onComplete(end -> freed.run());
                } else {
                    freed.run();
                }
            });
        } catch (RejectedExecutionException e) {
            // Who lent the Vertx has closed it already, and the client with it.
            freed.run();
        }
    }

    private void awaitEnd(CountDownLatch freed) {
        boolean interrupted = Thread.interrupted();
        try {
            boolean ignored = freed.await(CLOSE_SECONDS, TimeUnit.SECONDS);
            Thread eventLoop = ownEventLoop;
            if (eventLoop != null) {
                // Vert.x is done a moment before its thread is.
                eventLoop.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
