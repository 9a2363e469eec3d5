package io.exportcomments.transport.http;

import io.exportcomments.codec.moshi.BatchCodec;
import io.exportcomments.codec.moshi.WebhookCodec;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.port.WebhookTransport;
import io.exportcomments.transport.http.internal.Exchanges;
import io.exportcomments.transport.http.internal.JobOperations;
import io.exportcomments.transport.http.internal.WebhookOperations;
import io.exportcomments.transport.http.spi.HttpSender;
import io.exportcomments.transport.http.spi.HttpSession;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** An open way to the service over HTTP, whatever library carries it. Thread-safe. */
public final class HttpTransport implements Transport {
    private final HttpSession session;
    private final HttpSender sender;
    private final SocketTransport sockets;
    private final Runnable resources;
    private final JobTransport jobs;
    private final WebhookTransport webhooks;

    /**
     * A transport that is open.
     *
     * @param session what its exchanges and sockets share
     * @param sender carries requests
     * @param sockets opens WebSockets
     * @param resources frees what the sender and the sockets stand on, once all exchanges are ended
     */
    public HttpTransport(HttpSession session, HttpSender sender, SocketTransport sockets, Runnable resources) {
        this.session = session;
        this.sender = sender;
        this.sockets = sockets;
        this.resources = resources;
        Exchanges exchanges = new Exchanges(session, sender);
        TransportSettings settings = session.settings();
        jobs = new JobOperations(exchanges, session.codec(), new BatchCodec(settings.baseUrl(), settings.token()));
        webhooks = new WebhookOperations(exchanges, new WebhookCodec(settings.token()));
    }

    @Override
    public JobTransport jobs() {
        return jobs;
    }

    @Override
    public WebhookTransport webhooks() {
        return webhooks;
    }

    @Override
    public SocketTransport sockets() {
        return sockets;
    }

    @Override
    public RowReader rows() {
        return session.codec().rows();
    }

    @Override
    public <T> CompletableFuture<T> startHere(Supplier<CompletableFuture<T>> start) {
        return sender.startHere(start);
    }

    @Override
    public void close() {
        session.close();
        resources.run();
    }
}
