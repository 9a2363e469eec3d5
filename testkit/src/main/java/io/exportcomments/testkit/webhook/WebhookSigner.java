package io.exportcomments.testkit.webhook;

import io.exportcomments.mock.webhook.DeliverySignature;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Signs webhook deliveries as the service does, so that a program's handler can be tested without it.
 *
 * <pre>{@code
 * WebhookSigner signer = WebhookSigner.of("whsec_for_tests");
 * byte[] body = "{\"event\":\"export.finished\",\"message_id\":\"msg-1\"}".getBytes(UTF_8);
 * HttpResponse<String> answer = http.send(signer.delivery(address, body), BodyHandlers.ofString());
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class WebhookSigner {
    private final String secret;

    private WebhookSigner(String secret) {
        this.secret = secret;
    }

    /** Signs with this secret: any text that is not empty. */
    public static WebhookSigner of(String secret) {
        return new WebhookSigner(Objects.requireNonNull(secret, "secret"));
    }

    /** What the header {@value DeliverySignature#HEADER} has for this body: 64 hexadecimal digits in lower case. */
    public String sign(byte[] body) {
        return DeliverySignature.of(secret, body);
    }

    /** What the header has for this body, as UTF-8. */
    public String sign(String body) {
        return sign(body.getBytes(StandardCharsets.UTF_8));
    }

    /** The whole request: a signed {@code POST} of this body. */
    public HttpRequest delivery(URI address, byte[] body) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header(DeliverySignature.HEADER, sign(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** The whole request: a signed {@code POST} of this body, as UTF-8. */
    public HttpRequest delivery(URI address, String body) {
        return delivery(address, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Does not show the secret. */
    @Override
    public String toString() {
        return "WebhookSigner";
    }
}
