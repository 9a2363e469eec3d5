package io.exportcomments.cli.internal.service;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import java.util.Locale;

/** The transports of the command line: a new one needs a name and a line here. */
public enum TransportChoice {
    /** Retrofit and OkHttp. */
    RETROFIT,
    /** The Vert.x Web Client. */
    VERTX;

    TransportProvider provider() {
        return switch (this) {
            case RETROFIT -> RetrofitTransport.create();
            case VERTX -> VertxTransport.create();
        };
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
