package io.exportcomments.transport.retrofit.internal;

import java.util.List;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A client that sets TLS up only when an address asks for it: reading the trusted certificates takes longer than a call
 * over plain HTTP. Both kinds stand on the same threads and connections. Thread-safe.
 */
final class LateTls {
    private static final List<ConnectionSpec> PLAIN = List.of(ConnectionSpec.CLEARTEXT);
    private static final List<ConnectionSpec> BOTH = List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT);

    private final OkHttpClient client;
    private @Nullable OkHttpClient secure;

    /** Of a client, which may have been built without TLS. */
    LateTls(OkHttpClient client) {
        this.client = client;
    }

    /** Has a client built without TLS. */
    static OkHttpClient.Builder without(OkHttpClient.Builder client) {
        return client.connectionSpecs(PLAIN);
    }

    /** The client for addresses with TLS, or without. */
    OkHttpClient client(boolean tls) {
        return tls ? secure() : client;
    }

    private synchronized OkHttpClient secure() {
        if (secure == null) {
            secure = client.connectionSpecs().equals(PLAIN)
                    ? client.newBuilder().connectionSpecs(BOTH).build()
                    : client;
        }
        return secure;
    }
}
