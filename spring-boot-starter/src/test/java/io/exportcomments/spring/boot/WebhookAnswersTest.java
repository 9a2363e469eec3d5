package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.spring.boot.internal.MvcWebhookRoute;
import io.exportcomments.spring.boot.internal.WebFluxWebhookRoute;
import io.exportcomments.testkit.webhook.WebhookSigner;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.webhook.delivery.WebhookVerifier;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.WebHandler;

/**
 * Programs choose what their web framework can write, JSON alone, say. An error in place of an answer would have the
 * service send a delivery again that was taken, and suspend the webhook in the end.
 */
class WebhookAnswersTest {
    private static final String SECRET = "whsec_one";
    private static final String EVENT = "{\"event\":\"export.finished\",\"message_id\":\"m\"}";
    private static final String SIGNATURE = WebhookSigner.of(SECRET).sign(EVENT);

    private final WebhookReceiver receiver =
            WebhookReceiver.builder().secret(WebhookSecret.of(SECRET)).build();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aConverterThatKnowsTextIsNotNeeded() throws Exception {
        MockMvc program = MockMvcBuilders.routerFunctions(new MvcWebhookRoute(receiver).at("/hook"))
                .setMessageConverters(new ByteArrayHttpMessageConverter())
                .build();

        MockHttpServletResponse taken = program.perform(MockMvcRequestBuilders.post("/hook")
                        .header(WebhookVerifier.HEADER, SIGNATURE)
                        .content(EVENT))
                .andReturn()
                .getResponse();
        assertThat(taken.getStatus()).isEqualTo(200);
        assertThat(taken.getContentAsString()).isEqualTo("Taken");
        MockHttpServletResponse read =
                program.perform(MockMvcRequestBuilders.get("/hook")).andReturn().getResponse();
        assertThat(read.getStatus()).isEqualTo(405);
        assertThat(read.getHeader("Allow")).isEqualTo("POST");
    }

    private static MockServerHttpResponse answer(WebHandler program, MockServerHttpRequest request) {
        MockServerWebExchange exchange = MockServerWebExchange.from(request);
        program.handle(exchange).block(Duration.ofSeconds(20));
        return exchange.getResponse();
    }

    @Test
    void norIsACodec() {
        WebHandler program = RouterFunctions.toWebHandler(
                new WebFluxWebhookRoute(receiver).at("/hook"),
                HandlerStrategies.empty().build());

        MockServerHttpResponse taken = answer(
                program,
                MockServerHttpRequest.post("/hook")
                        .header(WebhookVerifier.HEADER, SIGNATURE)
                        .body(EVENT));
        assertThat(taken.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(taken.getBodyAsString().block(Duration.ofSeconds(20))).isEqualTo("Taken");
        MockServerHttpResponse read = answer(
                program, MockServerHttpRequest.method(HttpMethod.GET, "/hook").build());
        assertThat(read.getStatusCode()).isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
        assertThat(read.getHeaders().getFirst("Allow")).isEqualTo("POST");
    }
}
