package io.exportcomments.transport.vertx;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportSettings;

/** An open way to the service on Vert.x. Thread-safe. */
final class VertxConnection implements Transport {
    private final HttpStack stack;
    private final LiveExchanges live = new LiveExchanges();
    private final JobCodec codec;
    private final JobTransport jobs;
    private final SocketTransport sockets;

    VertxConnection(TransportSettings settings, HttpStack stack) {
        this.stack = stack;
        codec = new JobCodec(settings.baseUrl(), settings.token());
        Conversation conversation = new Conversation(settings, stack, live, codec);
        jobs = new VertxJobs(settings.baseUrl(), codec, conversation);
        sockets = new VertxSockets(conversation);
    }

    @Override
    public JobTransport jobs() {
        return jobs;
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
