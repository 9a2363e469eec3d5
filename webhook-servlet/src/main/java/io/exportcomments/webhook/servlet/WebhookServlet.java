package io.exportcomments.webhook.servlet;

import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookVerifier;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Objects;

/**
 * Hands the requests of a servlet container to a {@link WebhookReceiver}.
 *
 * <pre>{@code
 * context.addServlet("webhooks", new WebhookServlet(receiver)).addMapping("/webhooks/exportcomments");
 * }</pre>
 *
 * <p>No filter before it may read the body or ask for a parameter: the signature is of the raw bytes. Thread-safe; the
 * receiver is borrowed.
 */
public final class WebhookServlet extends HttpServlet {
    private final transient WebhookReceiver receiver;

    /** A servlet that hands requests to this receiver. */
    public WebhookServlet(WebhookReceiver receiver) {
        this.receiver = Objects.requireNonNull(receiver, "receiver");
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("POST")) {
            answer(
                    response,
                    receiver.receive(
                            Collections.list(request.getHeaders(WebhookVerifier.HEADER)), request.getInputStream()));
        } else {
            response.setHeader("Allow", "POST");
            answer(response, WebhookAnswer.NOT_POSTED);
        }
    }

    private static void answer(HttpServletResponse response, WebhookAnswer answer) throws IOException {
        response.setStatus(answer.status());
        response.setContentType("text/plain");
        byte[] text = answer.text().getBytes(StandardCharsets.US_ASCII);
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
