package io.exportcomments.update.websocket;

import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.update.websocket.internal.SocketSource;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Follows jobs by what the service pushes: updates arrive within milliseconds.
 *
 * <p>One WebSocket serves all jobs of a client, over the transport's own HTTP client and without a thread of its own.
 * It opens when the first job is followed and closes five seconds after the last one is left, so jobs that are followed
 * one after the other share it. It listens to the account's channel or, where the token does not subscribe to that, to
 * each job's own.
 *
 * <p>It recovers by itself from broken, silent and closed connections, after half a second to twenty, and gets a new
 * token when the old one runs out. While it is away, and whenever it may have missed something, it reports a gap, and
 * the client reads the states. A connection that was not live for a while makes none of these waits shorter, a wait
 * that the service asks for is kept, and no more than a few tokens are asked for in a minute.
 *
 * <p>Only what cannot get better ends it: a refused API token or plan, a realtime token that is refused twice, and the
 * closing codes that tell a client not to come back (3500 to 3999, but for limits, and 4500 to 4999). Jobs that are
 * followed in the five minutes afterwards get the same error at once. Give the client a second source, such as polling,
 * to take over in the meantime.
 *
 * <p>The protocol is Centrifuge's, in JSON. Source of address and channels: the service's realtime documentation.
 * Immutable.
 */
public final class WebSocketUpdates implements UpdateSourceProvider {
    private static final String PATH = "/connection/websocket";

    private final @Nullable URI url;

    private WebSocketUpdates(@Nullable URI url) {
        this.url = url;
    }

    /** WebSocket updates with the defaults. */
    public static WebSocketUpdates create() {
        return builder().build();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public UpdateSource open(UpdateContext context) {
        return new SocketSource(context, url == null ? atOrigin(context.baseUrl()) : url);
    }

    private static URI atOrigin(URI baseUrl) {
        String scheme = "https".equalsIgnoreCase(baseUrl.getScheme()) ? "wss" : "ws";
        return URI.create(scheme + "://" + baseUrl.getRawAuthority() + PATH);
    }

    /** Configures WebSocket updates. Not thread-safe. */
    public static final class Builder {
        private @Nullable URI url;

        private Builder() {}

        /**
         * Sets the address to connect to. Default: {@code /connection/websocket} at the client's base URL, encrypted if
         * that is. The server there gets the realtime token, which lets it hear the account's events.
         *
         * @param address absolute, ws or wss, without fragment and user
         * @throws IllegalArgumentException if it is not such an address
         */
        public Builder url(URI address) {
            boolean socket = "ws".equalsIgnoreCase(address.getScheme()) || "wss".equalsIgnoreCase(address.getScheme());
            if (!socket
                    || address.getHost() == null
                    || address.getRawFragment() != null
                    || address.getRawUserInfo() != null) {
                throw new IllegalArgumentException(
                        "The realtime address must be an absolute ws or wss URI, without fragment and user");
            }
            url = address;
            return this;
        }

        /** WebSocket updates with these settings. */
        public WebSocketUpdates build() {
            return new WebSocketUpdates(url);
        }
    }
}
