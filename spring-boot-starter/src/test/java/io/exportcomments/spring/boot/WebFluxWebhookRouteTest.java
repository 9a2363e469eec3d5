package io.exportcomments.spring.boot;

import org.springframework.boot.WebApplicationType;

/** Deliveries to Spring WebFlux, on Reactor Netty. */
class WebFluxWebhookRouteTest extends WebhookRouteContract {
    @Override
    WebApplicationType type() {
        return WebApplicationType.REACTIVE;
    }
}
