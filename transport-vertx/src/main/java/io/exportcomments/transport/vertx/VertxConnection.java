package io.exportcomments.transport.vertx;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.codec.moshi.WebhookCodec;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.port.WebhookTransport;

/** An open way to the service on Vert.x. Thread-safe. */
final class VertxConnection implements Transport {
    private final HttpStack stack;
    private final LiveExchanges live = new LiveExchanges();
    private final JobCodec codec;
    private final JobTransport jobs;
    private final WebhookTransport webhooks;
    private final SocketTransport sockets;

    VertxConnection(TransportSettings settings, HttpStack stack) {
        this.stack = stack;
        codec = new JobCodec(settings.baseUrl(), settings.token());
        Conversation conversation = new Conversation(settings, stack, live, codec);
        jobs = new VertxJobs(settings.baseUrl(), codec, conversation);
        webhooks = new VertxWebhookCalls(settings.baseUrl(), new WebhookCodec(settings.token()), conversation);
        sockets = new VertxSockets(conversation);
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
        return codec.rows();
    }

    @Override
    public void close() {
        live.close();
        stack.close();
    }
}
