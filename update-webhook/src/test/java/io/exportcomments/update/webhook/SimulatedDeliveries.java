package io.exportcomments.update.webhook;

import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.testkit.webhook.WebhookSigner;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The mock's events as signed deliveries to a receiver, which takes each before time goes on. The receiver lives as
 * long as the client's update source.
 */
final class SimulatedDeliveries implements UpdateSourceProvider {
    private static final String SECRET = "whsec_for_tests";
    private static final WebhookSigner SIGNER = WebhookSigner.of(SECRET);

    private final Queue<MockJobEvent> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile WebhookReceiver receiver;

    @Override
    public UpdateSource open(UpdateContext context) {
        WebhookReceiver mine =
                WebhookReceiver.builder().secret(WebhookSecret.of(SECRET)).build();
        receiver = mine;
        UpdateSource source = WebhookUpdates.from(mine).open(context);
        return new UpdateSource() {
            @Override
            public String name() {
                return source.name();
            }

            @Override
            public Subscription follow(io.exportcomments.job.JobGuid guid, io.exportcomments.port.UpdateSink sink) {
                return source.follow(guid, sink);
            }

            @Override
            public void close() {
                source.close();
                mine.close();
            }
        };
    }

    /** A simulation that has this source. */
    Simulation.Builder simulation() {
        return Simulation.builder(RetrofitTransport.create())
                .updates(this)
                .prepare(mock -> mock.jobs().onEvent(waiting::add))
                .whenSettled(this::deliverWhatWaits);
    }

    private void deliverWhatWaits() {
        for (MockJobEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            WebhookReceiver to = receiver;
            if (to != null && event.type() != MockJobEvent.Type.PROGRESS) {
                byte[] body = body(event, "msg-" + sent.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
                deliver(to, body);
                // Deliveries come twice now and then.
                deliver(to, body);
            }
        }
    }

    private static void deliver(WebhookReceiver to, byte[] body) {
        to.receive(List.of(SIGNER.sign(body)), body)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static String body(MockJobEvent event, String messageId) {
        MockJob job = event.job();
        String name = event.type().wireName().replace("job.", "export.");
        String status = switch (event.type()) {
            case CREATED, PROGRESS -> ",\"status\":\"processing\"";
            case FINISHED -> ",\"status\":\"done\"";
            case FAILED -> ",\"status\":\"failed\",\"error_message\":\"" + job.error() + "\"";
            case REQUEUED -> "";
        };
        return "{\"event\":\"" + name + "\",\"guid\":\"" + job.guid() + "\",\"message_id\":\"" + messageId + "\""
                + ",\"total_exported\":" + job.exported() + ",\"retry\":" + job.attempt() + status + "}";
    }
}
