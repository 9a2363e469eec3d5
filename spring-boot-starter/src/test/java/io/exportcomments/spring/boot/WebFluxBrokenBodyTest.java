package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.spring.boot.internal.WebFluxWebhookRoute;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Flux;

/** A delivery whose sender goes away is no error of the program's: 500 would be, with a stack trace in the log. */
class WebFluxBrokenBodyTest {
    @Test
    void isABadRequest() {
        try (WebhookReceiver receiver =
                WebhookReceiver.builder().secret(WebhookSecret.of("whsec_one")).build()) {
            WebHandler hook = RouterFunctions.toWebHandler(new WebFluxWebhookRoute(receiver).at("/hook"));
            MockServerWebExchange exchange = MockServerWebExchange.from(
                    MockServerHttpRequest.post("/hook").body(Flux.error(new IOException("Connection reset by peer"))));

            assertThatThrownBy(() -> hook.handle(exchange).block(Duration.ofSeconds(20)))
                    .isInstanceOf(ServerWebInputException.class)
                    .hasMessageContaining("The body of the delivery broke off")
                    .hasNoCause();
        }
    }
}
