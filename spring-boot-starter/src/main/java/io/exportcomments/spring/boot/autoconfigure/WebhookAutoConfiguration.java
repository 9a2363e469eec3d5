package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.event.ClientListener;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.spring.boot.ExportCommentsCustomizer;
import io.exportcomments.spring.boot.ExportCommentsProperties;
import io.exportcomments.spring.boot.ExportCommentsProperties.UpdatesName;
import io.exportcomments.spring.boot.WebhookProperties;
import io.exportcomments.spring.boot.internal.MvcWebhookRoute;
import io.exportcomments.spring.boot.internal.ReopeningLifecycle;
import io.exportcomments.spring.boot.internal.WebFluxWebhookRoute;
import io.exportcomments.spring.boot.internal.WebhookSecrets;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.WebhookUpdates;
import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookHandler;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.servlet.function.RouterFunction;

/**
 * Receives webhooks where {@code exportcomments.webhook.secrets} are set: a {@link WebhookReceiver} with the program's
 * {@link WebhookHandler} and {@link DeliveryStore} beans, its path in the program's web server, and updates of jobs by
 * it. Without a handler, events are published in the application, unless that is turned off.
 */
@AutoConfiguration(before = ExportCommentsAutoConfiguration.class)
@ConditionalOnClass(WebhookReceiver.class)
@Conditional(OnWebhookSecretsCondition.class)
@EnableConfigurationProperties({ExportCommentsProperties.class, WebhookProperties.class})
public class WebhookAutoConfiguration {
    private static final String RECEIVER = "exportCommentsWebhookReceiver";
    private static final String ROUTE = "exportCommentsWebhookRoute";

    @Bean(name = RECEIVER, destroyMethod = "close")
    @ConditionalOnMissingBean
    WebhookReceiver exportCommentsWebhookReceiver(
            WebhookProperties webhook,
            ExportCommentsProperties properties,
            ObjectProvider<WebhookHandler> handlers,
            ObjectProvider<DeliveryStore> stores,
            ObjectProvider<ClientListener> listeners,
            ObjectProvider<Timekeeper> timekeeper,
            ObjectProvider<ExportCommentsCustomizer<WebhookReceiver.Builder>> customizers) {
        List<ClientListener> hearing = listeners.orderedStream().toList();
        WebhookReceiver.Builder builder = WebhookReceiver.builder()
                .baseUrl(properties.baseUrl())
                .maxBodyBytes(Math.toIntExact(webhook.maxBody().toBytes()))
                .handler(handling(handlers))
                .listener(event -> hearing.forEach(listener -> listener.heard(event)));
        WebhookSecrets.of(webhook.secrets()).forEach(builder::secret);
        stores.ifAvailable(builder::store);
        timekeeper.ifUnique(builder::timekeeper);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    /** Looks for handlers when an event comes, since a handler may want the client, and the client this receiver. */
    private static WebhookHandler handling(ObjectProvider<WebhookHandler> handlers) {
        return event -> {
            for (WebhookHandler handler : handlers.orderedStream().toList()) {
                handler.handle(event);
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnEventsEnabled
    WebhookHandler exportCommentsWebhookPublisher(ApplicationEventPublisher events) {
        return events::publishEvent;
    }

    @Bean
    @ConditionalOnMissingBean(name = "exportCommentsWebhookLifecycle")
    ReopeningLifecycle<WebhookReceiver> exportCommentsWebhookLifecycle(ConfigurableListableBeanFactory beans) {
        return new ReopeningLifecycle<>(
                beans, RECEIVER, WebhookReceiver.class, WebhookReceiver::reopen, ReopeningLifecycle.WEBHOOK_PHASE);
    }

    /** What its store has from before is handled although no request comes. */
    @Bean
    static LazyInitializationExcludeFilter exportCommentsWebhookReceiverIsNotLazy() {
        return LazyInitializationExcludeFilter.forBeanTypes(WebhookReceiver.class);
    }

    @Bean
    @Order(UpdatesConfiguration.WEBHOOK_ORDER)
    @ConditionalOnMissingBean
    @ConditionalOnUpdates(UpdatesName.WEBHOOK)
    WebhookUpdates exportCommentsWebhookUpdates(WebhookReceiver receiver) {
        return WebhookUpdates.from(receiver);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({RouterFunction.class, HttpServletRequest.class})
    static class OnMvc {
        @Bean(ROUTE)
        @ConditionalOnMissingBean(name = ROUTE)
        RouterFunction<org.springframework.web.servlet.function.ServerResponse> exportCommentsWebhookRoute(
                WebhookReceiver receiver, WebhookProperties webhook) {
            return new MvcWebhookRoute(receiver).at(webhook.path());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(ServerResponse.class)
    static class OnWebFlux {
        @Bean(ROUTE)
        @ConditionalOnMissingBean(name = ROUTE)
        org.springframework.web.reactive.function.server.RouterFunction<ServerResponse> exportCommentsWebhookRoute(
                WebhookReceiver receiver, WebhookProperties webhook) {
            return new WebFluxWebhookRoute(receiver).at(webhook.path());
        }
    }
}
