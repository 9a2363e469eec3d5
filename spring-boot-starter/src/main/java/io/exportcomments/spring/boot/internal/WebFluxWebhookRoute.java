package io.exportcomments.spring.boot.internal;

import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookVerifier;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;

/**
 * Hands the requests of Spring WebFlux to a receiver, with the body as it came; nothing blocks. The answer is written
 * as it is: the program's codecs may know no text, and what is taken must be answered so.
 */
public final class WebFluxWebhookRoute {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.webhook");

    private final WebhookReceiver receiver;

    public WebFluxWebhookRoute(WebhookReceiver receiver) {
        this.receiver = receiver;
    }

    public RouterFunction<ServerResponse> at(String path) {
        return RouterFunctions.route()
                .POST(path, this::receive)
                .route(RequestPredicates.path(path), request -> answer(WebhookAnswer.NOT_POSTED))
                .build();
    }

    private Mono<ServerResponse> receive(ServerRequest request) {
        return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), receiver.maxBodyBytes())
                .map(WebFluxWebhookRoute::bytes)
                .defaultIfEmpty(new byte[0])
                .onErrorMap(error -> !(error instanceof DataBufferLimitException), WebFluxWebhookRoute::brokenOff)
                .flatMap(body ->
                        Mono.fromFuture(receiver.receive(request.headers().header(WebhookVerifier.HEADER), body), true))
                .onErrorReturn(DataBufferLimitException.class, WebhookAnswer.TOO_LARGE)
                .flatMap(WebFluxWebhookRoute::answer);
    }

    /** Without its cause: Spring takes that for an error of the program's, and mostly there is nobody to answer. */
    private static ServerWebInputException brokenOff(Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "The body of a delivery broke off", cause);
        return new ServerWebInputException("The body of the delivery broke off");
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static Mono<ServerResponse> answer(WebhookAnswer answer) {
        byte[] text = answer.text().getBytes(StandardCharsets.US_ASCII);
        ServerResponse.BodyBuilder response = ServerResponse.status(answer.status())
                .contentType(MediaType.TEXT_PLAIN)
                .contentLength(text.length);
        if (answer == WebhookAnswer.NOT_POSTED) {
            response.header(HttpHeaders.ALLOW, "POST");
        }
        return response.build((exchange, context) -> {
            ServerHttpResponse raw = exchange.getResponse();
            return raw.writeWith(Mono.just(raw.bufferFactory().wrap(text)));
        });
    }
}
