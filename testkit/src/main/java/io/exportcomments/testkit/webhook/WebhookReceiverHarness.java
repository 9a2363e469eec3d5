package io.exportcomments.testkit.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobEvent;
import io.exportcomments.mock.webhook.DeliverySignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A receiver of webhook deliveries in a running server, and the requests to it. */
abstract class WebhookReceiverHarness {
    private static final String SECRET = "whsec_6d1f0c9e5ab24b8f";
    static final WebhookSigner SIGNER = WebhookSigner.of(SECRET);
    static final int LARGEST_BODY = 4_096;
    static final String GUID = "b4219d47-3138-4efd-9762-2ef9f9495084";

    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final BlockingQueue<JobEvent> handled = new LinkedBlockingQueue<>();
    final CountDownLatch released = new CountDownLatch(1);
    volatile boolean holding;
    Running running = new Running() {
        @Override
        public URI address() {
            throw new IllegalStateException("not started");
        }

        @Override
        public void stop() {}
    };

    /** A receiver in a server. */
    protected interface Running {
        /** Where deliveries go. */
        URI address();

        /** Ends the server and the receiver. */
        void stop() throws Exception;
    }

    /**
     * What the receiver is to be set up with.
     *
     * @param secret the signing secret
     * @param maxBodyBytes how long a body may be
     * @param handler what to do with events
     */
    protected record Setup(String secret, int maxBodyBytes, Consumer<JobEvent> handler) {}

    /** Starts the receiver in a server on any port of 127.0.0.1. */
    protected abstract Running start(Setup setup) throws Exception;

    @BeforeEach
    void startIt() throws Exception {
        running = start(new Setup(SECRET, LARGEST_BODY, this::handle));
    }

    private void handle(JobEvent event) {
        if (holding) {
            awaitRelease();
        }
        handled.add(event);
    }

    private void awaitRelease() {
        try {
            if (!released.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The test did not let the handler go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stopIt() throws Exception {
        released.countDown();
        running.stop();
    }

    static String finished(String messageId) {
        return "{\"event\":\"export.finished\",\"status\":\"done\",\"guid\":\"" + GUID + "\",\"total_exported\":11,"
                + "\"message_id\":\"" + messageId + "\"}";
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    int post(byte[] body, String... signatures) throws IOException, InterruptedException {
        return post(BodyPublishers.ofByteArray(body), signatures);
    }

    int post(BodyPublisher body, String... signatures) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(running.address()).POST(body);
        for (String signature : signatures) {
            request.header(DeliverySignature.HEADER, signature);
        }
        return send(request.build()).statusCode();
    }

    JobEvent nextHandled() throws InterruptedException {
        JobEvent event = handled.poll(20, TimeUnit.SECONDS);
        assertThat(event).as("an event that the handler got").isNotNull();
        return event;
    }
}
