package io.exportcomments.spring.boot.internal;

import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Hands the requests of Spring MVC to a receiver, with the body as it came. The answer is written as it is: the
 * program's message converters may know no text, and what is taken must be answered so.
 */
public final class MvcWebhookRoute {
    private final WebhookReceiver receiver;

    public MvcWebhookRoute(WebhookReceiver receiver) {
        this.receiver = receiver;
    }

    public RouterFunction<ServerResponse> at(String path) {
        return RouterFunctions.route()
                .POST(path, this::receive)
                .route(RequestPredicates.path(path), request -> answer(WebhookAnswer.NOT_POSTED))
                .build();
    }

    private ServerResponse receive(ServerRequest request) throws IOException {
        return answer(receiver.receive(
                request.headers().header(WebhookVerifier.HEADER),
                request.servletRequest().getInputStream()));
    }

    private static ServerResponse answer(WebhookAnswer answer) {
        byte[] text = answer.text().getBytes(StandardCharsets.US_ASCII);
        ServerResponse.BodyBuilder response = ServerResponse.status(answer.status())
                .contentType(MediaType.TEXT_PLAIN)
                .contentLength(text.length);
        if (answer == WebhookAnswer.NOT_POSTED) {
            response.header(HttpHeaders.ALLOW, "POST");
        }
        return response.build((request, raw) -> {
            raw.getOutputStream().write(text);
            return null;
        });
    }
}
