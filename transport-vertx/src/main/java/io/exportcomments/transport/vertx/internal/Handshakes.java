package io.exportcomments.transport.vertx.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The TLS handshakes under way. Vert.x can't give up a connection that it is making, so the handshake that nobody waits
 * for any more is ended here. As a rule Vert.x begins a handshake while the connection is asked for, so it is known
 * whose it is. Where it had to prepare something before, it is not: then all such handshakes are ended, and the
 * exchanges that still want theirs begin again; nothing was sent on them. For the home context only.
 */
final class Handshakes {
    private final Executor home;
    private final List<Handshake> running = new ArrayList<>();
    private final Map<HostAndPort, Integer> awaited = new HashMap<>();
    private final Map<HostAndPort, Integer> ended = new HashMap<>();
    private @Nullable Object asking;

    /** Handshakes that happen on the context on which this executor runs tasks. */
    Handshakes(Executor home) {
        this.home = home;
    }

    /** Asks for a connection: what begins meanwhile is this owner's. */
    <T> T ask(Object owner, Supplier<T> connection) {
        asking = owner;
        try {
            return connection.get();
        } finally {
            asking = null;
        }
    }

    /** An exchange begins to wait for a connection. */
    void await(HostAndPort server) {
        awaited.merge(server, 1, Integer::sum);
    }

    /** An exchange has got its connection, or will not get it. */
    void settle(HostAndPort server) {
        countDown(awaited, server);
    }

    /** An exchange waits no more for its connection. */
    void abandon(HostAndPort server, Object owner) {
        settle(server);
        List<Handshake> own =
                running.stream().filter(handshake -> handshake.owner == owner).toList();
        if (own.isEmpty()) {
            endUnowned(server);
        } else {
            own.forEach(this::end);
        }
    }

    /** Whether a connection that failed was ended here; to be asked once for each that fails, whoever waits for it. */
    boolean ended(HostAndPort server) {
        return countDown(ended, server);
    }

    private static boolean countDown(Map<HostAndPort, Integer> counts, HostAndPort server) {
        Integer count = counts.remove(server);
        if (count != null && count > 1) {
            counts.put(server, count - 1);
        }
        return count != null;
    }

    private Handshake begun(SSLEngine engine, boolean startTls, Executor delegatedTasks, HostAndPort server) {
        Handshake handshake = new Handshake(engine, startTls, delegatedTasks, server, asking);
        running.add(handshake);
        handshake.handshakeFuture().addListener(over -> running.remove(handshake));
        if (asking == null) {
            // Whoever wanted it may have gone before it began.
            home.execute(() -> endUnowned(server));
        }
        return handshake;
    }

    private void endUnowned(HostAndPort server) {
        List<Handshake> there = running.stream()
                .filter(handshake -> handshake.server.equals(server))
                .toList();
        if (there.size() > awaited.getOrDefault(server, 0)) {
            there.stream().filter(handshake -> handshake.owner == null).forEach(this::end);
        }
    }

    private void end(Handshake handshake) {
        running.remove(handshake);
        ended.merge(handshake.server, 1, Integer::sum);
        handshake.end();
    }

    /** An engine that tells of each handshake; one that is not the JDK's stays as it is. */
    SSLEngineOptions watched(SSLEngineOptions engine) {
        boolean usual = engine.getClass() == JdkSSLEngineOptions.class;
        return usual ? new WatchedEngine((JdkSSLEngineOptions) engine, this) : engine;
    }

    private static final class WatchedEngine extends JdkSSLEngineOptions {
        private final Handshakes handshakes;

        WatchedEngine(JdkSSLEngineOptions engine, Handshakes handshakes) {
            super(engine);
            this.handshakes = handshakes;
        }

        @Override
        public SslContextFactory sslContextFactory() {
            return new WatchedContexts(super.sslContextFactory(), handshakes);
        }
    }

    private record WatchedContexts(SslContextFactory actual, Handshakes handshakes) implements SslContextFactory {
        @Override
        public SslContextFactory useAlpn(boolean useAlpn) {
            return new WatchedContexts(actual.useAlpn(useAlpn), handshakes);
        }

        @Override
        public SslContextFactory forServer(ClientAuth clientAuth) {
            return new WatchedContexts(actual.forServer(clientAuth), handshakes);
        }

        @Override
        public SslContextFactory forClient(SNIServerName serverName, String endpointIdentificationAlgorithm) {
            return new WatchedContexts(actual.forClient(serverName, endpointIdentificationAlgorithm), handshakes);
        }

        @Override
        public SslContextFactory enabledProtocols(Set<String> enabledProtocols) {
            return new WatchedContexts(actual.enabledProtocols(enabledProtocols), handshakes);
        }

        @Override
        public SslContextFactory keyMananagerFactory(KeyManagerFactory kmf) {
            return new WatchedContexts(actual.keyMananagerFactory(kmf), handshakes);
        }

        @Override
        public SslContextFactory trustManagerFactory(TrustManagerFactory tmf) {
            return new WatchedContexts(actual.trustManagerFactory(tmf), handshakes);
        }

        @Override
        public SslContextFactory enabledCipherSuites(Set<String> enabledCipherSuites) {
            return new WatchedContexts(actual.enabledCipherSuites(enabledCipherSuites), handshakes);
        }

        @Override
        public SslContextFactory applicationProtocols(List<String> applicationProtocols) {
            return new WatchedContexts(actual.applicationProtocols(applicationProtocols), handshakes);
        }

        @Override
        public SslContext create() throws SSLException {
            return new WatchedContext(actual.create(), handshakes);
        }
    }

    private static final class WatchedContext extends DelegatingSslContext {
        private final Handshakes handshakes;

        WatchedContext(SslContext actual, Handshakes handshakes) {
            super(actual);
            this.handshakes = handshakes;
        }

        @Override
        protected SslHandler newHandler(
                ByteBufAllocator memory, String host, int port, boolean startTls, Executor delegatedTasks) {
            return handshakes.begun(
                    newEngine(memory, host, port), startTls, delegatedTasks, HostAndPort.create(host, port));
        }

        @Override
        protected void initEngine(SSLEngine engine) {}
    }

    private static final class Handshake extends SslHandler {
        private final HostAndPort server;
        private final @Nullable Object owner;
        private @Nullable ChannelHandlerContext channel;
        private boolean unwanted;

        Handshake(
                SSLEngine engine,
                boolean startTls,
                Executor delegatedTasks,
                HostAndPort server,
                @Nullable Object owner) {
            super(engine, startTls, delegatedTasks);
            this.server = server;
            this.owner = owner;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) throws Exception {
            super.handlerAdded(context);
            channel = context;
            context.pipeline().addAfter(context.name(), null, new InterimInstaller());
            if (unwanted) {
                context.channel().close();
            }
        }

        void end() {
            unwanted = true;
            if (channel != null) {
                channel.channel().close();
            }
        }
    }
}
