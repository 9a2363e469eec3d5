package io.exportcomments.spring.boot;

import io.exportcomments.mock.MockService;
import io.exportcomments.testkit.webhook.WebhookReceiverContract;
import io.exportcomments.update.webhook.delivery.WebhookHandler;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** The route in a Spring program, with the web server that Spring Boot starts for it. */
abstract class WebhookRouteContract extends WebhookReceiverContract {

    abstract WebApplicationType type();

    @Override
    protected Running start(Setup setup) {
        MockService mock = MockService.start();
        ConfigurableApplicationContext program = WebProgram.start(
                type(),
                Map.of(
                        "exportcomments.api-token", mock.token(),
                        "exportcomments.base-url", mock.baseUrl(),
                        "exportcomments.webhook.secrets", setup.secret(),
                        "exportcomments.webhook.path", "/any/hook",
                        "exportcomments.webhook.max-body", setup.maxBodyBytes() + "B"),
                context -> context.registerBean(WebhookHandler.class, () -> setup.handler()::accept));
        return new Running() {
            @Override
            public URI address() {
                return WebProgram.address(program, "/any/hook");
            }

            @Override
            public void stop() {
                program.close();
                mock.close();
            }
        };
    }
}
