package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.spring.boot.ExportCommentsCustomizer;
import io.exportcomments.spring.boot.ExportCommentsProperties.UpdatesName;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.websocket.WebSocketUpdates;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The update sources that are on the classpath, in order of preference. */
@Configuration(proxyBeanMethods = false)
class UpdatesConfiguration {
    static final int WEBSOCKET_ORDER = 100;
    static final int WEBHOOK_ORDER = 200;
    static final int POLLING_ORDER = 300;

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebSocketUpdates.class)
    @ConditionalOnUpdates(UpdatesName.WEBSOCKET)
    static class OnWebSocket {
        @Bean
        @Order(WEBSOCKET_ORDER)
        @ConditionalOnMissingBean
        WebSocketUpdates exportCommentsWebSocketUpdates(
                ObjectProvider<ExportCommentsCustomizer<WebSocketUpdates.Builder>> customizers) {
            WebSocketUpdates.Builder builder = WebSocketUpdates.builder();
            customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
            return builder.build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(PollingUpdates.class)
    @ConditionalOnUpdates(UpdatesName.POLLING)
    static class OnPolling {
        @Bean
        @Order(POLLING_ORDER)
        @ConditionalOnMissingBean
        PollingUpdates exportCommentsPollingUpdates(
                ObjectProvider<ExportCommentsCustomizer<PollingUpdates.Builder>> customizers) {
            PollingUpdates.Builder builder = PollingUpdates.builder();
            customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
            return builder.build();
        }
    }
}
