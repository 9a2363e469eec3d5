package io.exportcomments.cli.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.cli.internal.terminal.EventText;
import io.exportcomments.job.JobEvent;
import io.exportcomments.mock.webhook.DeliverySignature;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is received, refused and repeated, and how it reads. */
class DeliveryServerTest {
    private static final String SECRET = "whsec_one";
    private static final String FINISHED =
            "{\"event\":\"export.finished\",\"status\":\"done\",\"comments_count\":150,\"message_id\":\"msg-1\"}";
    private static final String FAILED =
            "{\"event\":\"export.failed\",\"status\":\"failed\",\"error_message\":\"private\\u001b[31m\","
                    + "\"guid\":\"b4219d47-3138-4efd-9762-2ef9f9495084\",\"message_id\":\"msg-2\"}";

    private final List<JobEvent> received = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private DeliveryServer server;
    private volatile boolean deaf;

    @BeforeEach
    void start() throws IOException {
        server = DeliveryServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(WebhookSecret.of(SECRET), WebhookSecret.of("whsec_two")),
                new DeliveryServer.Listener() {
                    @Override
                    public void received(JobEvent event) throws IOException {
                        if (deaf) {
                            throw new IOException("not received");
                        }
                        received.add(event);
                    }

                    @Override
                    public void refused(int status, String reason) {
                        said.add(status + " " + reason);
                    }

                    @Override
                    public void repeated() {
                        said.add("repeated");
                    }
                });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int post(String body, String... signatures) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address()).POST(BodyPublishers.ofString(body));
        for (String signature : signatures) {
            request.header("X-Signature", signature);
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static String signature(String secret, String body) {
        return DeliverySignature.of(secret, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsSignedWithOneOfTheSecretsIsHeardOnce() throws Exception {
        assertThat(post(FINISHED, signature(SECRET, FINISHED))).isEqualTo(200);
        assertThat(post(FINISHED, signature("whsec_two", FINISHED))).isEqualTo(200);
        assertThat(post(FAILED, signature("whsec_two", FAILED))).isEqualTo(200);

        assertThat(received).extracting(JobEvent::name).containsExactly("export.finished", "export.failed");
        assertThat(said).containsExactly("repeated");
    }

    @Test
    void whatIsNotIsRefusedWithTheReason() throws Exception {
        assertThat(post(FINISHED)).isEqualTo(401);
        assertSaid("401 it has no X-Signature");
        assertThat(post(FINISHED, signature("whsec_other", FINISHED))).isEqualTo(401);
        assertSaid("401 its signature was made from other bytes or with another secret");
        assertThat(post(FINISHED, "abc")).isEqualTo(401);
        assertSaid("401 its X-Signature is not 64 hexadecimal digits");
        assertThat(post(FINISHED, signature(SECRET, FINISHED), signature(SECRET, FINISHED)))
                .isEqualTo(401);
        assertSaid("401 it has more than one X-Signature");
        assertThat(post("[]", signature(SECRET, "[]"))).isEqualTo(400);
        assertSaid("400 its signature is valid, but its body is not a webhook event");
        assertThat(http.send(HttpRequest.newBuilder(server.address()).build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(405);
        assertSaid("405 a delivery must be a POST, not a GET");
        assertThat(received).isEmpty();
    }

    /** It is said just after the answer went out. */
    private void assertSaid(String line) throws InterruptedException {
        assertThat(said.poll(20, TimeUnit.SECONDS)).isEqualTo(line);
    }

    @Test
    void whatCouldNotBeHeardIsNotTaken() throws Exception {
        deaf = true;
        assertThat(post(FINISHED, signature(SECRET, FINISHED))).isEqualTo(503);
        deaf = false;
        assertThat(post(FINISHED, signature(SECRET, FINISHED))).isEqualTo(200);
        assertThat(received).hasSize(1);
    }

    @Test
    void eventsReadInOneLineAndInJson() throws Exception {
        post(FINISHED, signature(SECRET, FINISHED));
        post(FAILED, signature(SECRET, FAILED));

        assertThat(EventText.line(received.get(0), false)).isEqualTo("export.finished status=done comments_count=150");
        assertThat(EventText.json(received.get(0)))
                .isEqualTo("{\"type\":\"event\",\"event\":\"export.finished\",\"message_id\":\"msg-1\",\"guid\":null,"
                        + "\"status\":null,\"url\":null,\"error\":null,"
                        + "\"fields\":{\"status\":\"done\",\"comments_count\":150}}");
        assertThat(EventText.line(received.get(1), false))
                .startsWith("export.failed b4219d47-3138-4efd-9762-2ef9f9495084 failed")
                .doesNotContain("\u001b");
    }
}
