package io.exportcomments.transport.vertx;

import io.exportcomments.network.NetworkSettings;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.transport.http.HttpTransport;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.transport.http.spi.TlsTrust;
import io.exportcomments.transport.vertx.internal.TrustedByNetwork;
import io.exportcomments.transport.vertx.internal.VertxSender;
import io.exportcomments.transport.vertx.internal.VertxSockets;
import io.exportcomments.transport.vertx.internal.VertxStack;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.KeyCertOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The transport on Vert.x: {@code ExportComments.builder().transport(VertxTransport.create())}.
 *
 * <p>By default each client gets a {@link Vertx} of its own, for 64 calls at once, and closing the client leaves no
 * thread or socket of it. A Vert.x program lends its own by {@link Builder#vertx}.
 *
 * <p>A call that is made on an event loop, of whichever Vertx, is completed on the context that made it; any other call
 * on a thread of the transport, which may be blocked, or on that of a caller who only waits for it. JSON is never
 * decoded on an event loop. A file's stream must not be read on an event loop: it throws an
 * {@link IllegalStateException} there. Immutable and thread-safe.
 */
public final class VertxTransport implements TransportProvider {
    private final @Nullable Vertx borrowed;
    private final @Nullable HttpClientOptions options;
    private final int calls;

    private VertxTransport(Builder builder) {
        borrowed = builder.vertx;
        options = builder.options;
        calls = builder.calls;
    }

    /** A transport with a {@link Vertx} of its own. */
    public static VertxTransport create() {
        return builder().build();
    }

    /** A transport on a {@link Vertx} of the program's, which stays open. */
    public static VertxTransport create(Vertx vertx) {
        return builder().vertx(vertx).build();
    }

    /** A builder for a transport with other than the usual settings. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Transport open(TransportSettings settings) {
        VertxStack stack = options == null
                ? VertxStack.open(
                        borrowed, trusting(settings.network()), settings.network(), settings.timeouts(), calls)
                : VertxStack.open(borrowed, options, NetworkSettings.DEFAULT, settings.timeouts(), calls);
        HttpSession session = new HttpSession(settings);
        return new HttpTransport(session, new VertxSender(stack), new VertxSockets(session, stack), stack::close);
    }

    private static HttpClientOptions trusting(NetworkSettings network) {
        HttpClientOptions options = new HttpClientOptions();
        TlsTrust trust = TlsTrust.of(network);
        if (trust != null) {
            options.setTrustOptions(new TrustedByNetwork(trust));
            network.keys().ifPresent(keys -> options.setKeyCertOptions(KeyCertOptions.wrap(keys)));
        }
        return options;
    }

    /** Builds a transport. Not thread-safe. */
    public static final class Builder {
        private @Nullable Vertx vertx;
        private @Nullable HttpClientOptions options;
        private int calls = VertxStack.CALLS;

        private Builder() {}

        /**
         * Lends a Vertx. It stays the lender's: closing ends the transport's own calls, connections and threads only.
         */
        public Builder vertx(Vertx lent) {
            vertx = Objects.requireNonNull(lent, "vertx");
            return this;
        }

        /**
         * Options for the connections, such as proxy, TLS and HTTP version; those of a Web Client do as well. They are
         * copied, and left as they are. Time-outs, redirects, compression, pipelining and the logging of activity are
         * not taken from them, since these are the transport's own matter. They keep their own proxy and TLS settings,
         * in place of the client's network settings.
         */
        public Builder options(HttpClientOptions lent) {
            options = new HttpClientOptions(lent);
            return this;
        }

        /**
         * How many calls may be on their way at once, and connections kept for them; more calls wait. Open files count
         * no more.
         *
         * @param limit from 1 to 1,024; 64 by default
         * @throws IllegalArgumentException if it is not in that range
         */
        public Builder maxCalls(int limit) {
            if (limit < 1 || limit > 1024) {
                throw new IllegalArgumentException("From 1 to 1,024 calls may be on their way at once: " + limit);
            }
            calls = limit;
            return this;
        }

        /** The transport. */
        public VertxTransport build() {
            return new VertxTransport(this);
        }
    }
}
