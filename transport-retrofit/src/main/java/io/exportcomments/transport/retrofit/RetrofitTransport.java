package io.exportcomments.transport.retrofit;

import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.transport.http.HttpTransport;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.transport.retrofit.internal.OkHttpSender;
import io.exportcomments.transport.retrofit.internal.OkHttpSockets;
import io.exportcomments.transport.retrofit.internal.OkHttpStack;
import java.util.Objects;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The transport on Retrofit and OkHttp: {@code ExportComments.builder().transport(RetrofitTransport.create())}.
 *
 * <p>By default each client gets an {@link OkHttpClient} of its own, for 64 calls at once over at most as many
 * connections, and closing the client leaves no thread or socket of it. Immutable and thread-safe.
 */
public final class RetrofitTransport implements TransportProvider {
    private final @Nullable OkHttpClient borrowed;

    private RetrofitTransport(@Nullable OkHttpClient borrowed) {
        this.borrowed = borrowed;
    }

    /** A transport with an HTTP client of its own. */
    public static RetrofitTransport create() {
        return builder().build();
    }

    /** A builder for a transport with other than the usual settings. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Transport open(TransportSettings settings) {
        OkHttpStack stack = borrowed == null
                ? OkHttpStack.ofItsOwn(settings.baseUrl(), settings.network())
                : OkHttpStack.lent(borrowed);
        HttpSession session = new HttpSession(settings);
        return new HttpTransport(
                session, new OkHttpSender(settings, stack), new OkHttpSockets(session, stack), stack::close);
    }

    /** Builds a transport. Not thread-safe. */
    public static final class Builder {
        private @Nullable OkHttpClient client;

        private Builder() {}

        /**
         * Lends a client, for its proxy, TLS settings, interceptors, dispatcher and connections. It stays the lender's:
         * closing only ends the transport's own calls. Its time-outs, cookies, cache, authenticator and redirects are
         * not used, since these are the transport's own matter; its dispatcher's limits hold for both together. The
         * client's network settings don't apply to it.
         */
        public Builder client(OkHttpClient lent) {
            client = Objects.requireNonNull(lent, "client");
            return this;
        }

        /** The transport. */
        public RetrofitTransport build() {
            return new RetrofitTransport(client);
        }
    }
}
