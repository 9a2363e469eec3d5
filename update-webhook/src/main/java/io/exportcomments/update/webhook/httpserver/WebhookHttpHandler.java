package io.exportcomments.update.webhook.httpserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Hands the requests of the JDK's HTTP server to a {@link WebhookReceiver}.
 *
 * <pre>{@code
 * server.createContext("/webhooks/exportcomments", WebhookHttpHandler.of(receiver));
 * }</pre>
 *
 * <p>An answer of 200 has no body: this server sends a body after its head, and where the system property
 * {@code sun.net.httpserver.nodelay} is not {@code true}, waits for the client to have noticed the head, for 40 ms.
 *
 * <p>Give the server an executor with several threads: its default one has one request at a time. Immutable and
 * thread-safe; the receiver is borrowed.
 */
public final class WebhookHttpHandler implements HttpHandler {
    private final WebhookReceiver receiver;

    private WebhookHttpHandler(WebhookReceiver receiver) {
        this.receiver = receiver;
    }

    /** A handler that hands requests to this receiver. */
    public static WebhookHttpHandler of(WebhookReceiver receiver) {
        return new WebhookHttpHandler(Objects.requireNonNull(receiver, "receiver"));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
                List<String> signatures = exchange.getRequestHeaders().get(WebhookVerifier.HEADER);
                answer(
                        exchange,
                        receiver.receive(signatures == null ? List.of() : signatures, exchange.getRequestBody()));
            } else {
                exchange.getResponseHeaders().set("Allow", "POST");
                answer(exchange, WebhookAnswer.NOT_POSTED);
            }
        }
    }

    private static void answer(HttpExchange exchange, WebhookAnswer answer) throws IOException {
        byte[] text = answer.text().getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        boolean bodyless =
                answer == WebhookAnswer.TAKEN || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), bodyless ? -1 : text.length);
        if (!bodyless) {
            exchange.getResponseBody().write(text);
        }
    }
}
