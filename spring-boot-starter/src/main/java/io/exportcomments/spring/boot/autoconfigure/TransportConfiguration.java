package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.spring.boot.ExportCommentsCustomizer;
import io.exportcomments.spring.boot.ExportCommentsProperties;
import io.exportcomments.spring.boot.ExportCommentsProperties.TransportName;
import io.exportcomments.spring.boot.internal.AvailableTransport;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import io.vertx.core.Vertx;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The transport, by what is on the classpath. A {@link Vertx} bean is lent to Vert.x's. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(TransportProvider.class)
class TransportConfiguration {
    /** Lazy: a program with a client of its own need not choose one here. */
    @Bean
    @Lazy
    TransportProvider exportCommentsTransport(
            ObjectProvider<AvailableTransport> choices, ExportCommentsProperties properties) {
        return AvailableTransport.choose(choices.orderedStream().toList(), properties.transport());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RetrofitTransport.class)
    static class OnRetrofit {
        @Bean
        AvailableTransport exportCommentsRetrofit(
                ObjectProvider<ExportCommentsCustomizer<RetrofitTransport.Builder>> customizers) {
            return new AvailableTransport(TransportName.RETROFIT, () -> {
                RetrofitTransport.Builder builder = RetrofitTransport.builder();
                customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
                return builder.build();
            });
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(VertxTransport.class)
    static class OnVertx {
        @Bean
        AvailableTransport exportCommentsVertx(
                ObjectProvider<Vertx> vertx,
                ObjectProvider<ExportCommentsCustomizer<VertxTransport.Builder>> customizers) {
            return new AvailableTransport(TransportName.VERTX, () -> {
                VertxTransport.Builder builder = VertxTransport.builder();
                vertx.ifUnique(builder::vertx);
                customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
                return builder.build();
            });
        }
    }
}
