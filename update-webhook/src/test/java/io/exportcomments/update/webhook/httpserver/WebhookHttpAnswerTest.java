package io.exportcomments.update.webhook.httpserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.exportcomments.testkit.webhook.WebhookSigner;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookHttpAnswerTest {
    private static final String SECRET = "whsec_0123456789abcdef0123456789abcdef";

    /** The server sends a body after its head, and up to Java 20 waits 40 ms between the two. */
    @Test
    void anAnswerOf200HasNoBodyAndAnyOtherHas() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (WebhookReceiver receiver =
                WebhookReceiver.builder().secret(WebhookSecret.of(SECRET)).build()) {
            server.createContext("/", WebhookHttpHandler.of(receiver));
            server.start();
            String body = "{\"event\":\"export.finished\",\"message_id\":\"1\"}";

            HttpResponse<String> taken =
                    post(server, body, WebhookSigner.of(SECRET).sign(body));
            HttpResponse<String> refused = post(server, body, "0".repeat(64));

            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(taken.body()).isEmpty();
            assertThat(taken.headers().firstValue("Content-Length")).hasValue("0");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).isEqualTo("The signature is missing or wrong");
        } finally {
            server.stop(0);
        }
    }

    private static HttpResponse<String> post(HttpServer server, String body, String signature) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("X-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
