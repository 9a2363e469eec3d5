package io.exportcomments.benchmarks;

import io.github.centrifugal.centrifuge.Client;
import io.github.centrifugal.centrifuge.ConnectedEvent;
import io.github.centrifugal.centrifuge.EventListener;
import io.github.centrifugal.centrifuge.Options;
import io.github.centrifugal.centrifuge.ServerPublicationEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The official client of the realtime server, for Java: it hears all that is published, and a program reads it. */
final class CentrifugeSocket implements AutoCloseable {
    private final Consumer<PlainJob> listener;
    private final Client client;
    private final CountDownLatch connected = new CountDownLatch(1);

    CentrifugeSocket(CannedService service, Consumer<PlainJob> listener) {
        this.listener = listener;
        Options options = new Options();
        options.setToken("token");
        client = new Client(service.realtimeUrl().toString(), options, new Heard());
        client.connect();
    }

    /** From then on what is published arrives here. */
    void awaitConnected() throws InterruptedException, TimeoutException {
        WatchedJobs.await(connected);
    }

    private final class Heard extends EventListener {
        @Override
        public void onConnected(Client from, ConnectedEvent event) {
            connected.countDown();
        }

        @Override
        public void onPublication(Client from, ServerPublicationEvent event) {
            try {
                listener.accept(MoshiProgress.read(event.getData()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            client.close(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
