package io.exportcomments.spring.boot;

import org.springframework.boot.WebApplicationType;

/** Deliveries to Spring MVC, on Tomcat. */
class MvcWebhookRouteTest extends WebhookRouteContract {
    @Override
    WebApplicationType type() {
        return WebApplicationType.SERVLET;
    }
}
