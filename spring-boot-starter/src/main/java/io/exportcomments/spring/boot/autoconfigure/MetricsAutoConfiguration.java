package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.event.ClientListener;
import io.exportcomments.metrics.micrometer.ClientMetrics;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.policy.resilience4j.PoliciesBuilder;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.spring.boot.ExportCommentsCustomizer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Metrics of the client, where the program has a registry for them. */
@AutoConfiguration(
        before = ExportCommentsAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration"
        })
@ConditionalOnClass({ClientMetrics.class, MeterRegistry.class})
@ConditionalOnSingleCandidate(MeterRegistry.class)
@ConditionalOnSwitch("exportcomments.metrics.enabled")
public class MetricsAutoConfiguration {
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    ClientMetrics exportCommentsMetrics(
            MeterRegistry meters,
            ObjectProvider<ObservationRegistry> observations,
            ObjectProvider<Timekeeper> timekeeper,
            ObjectProvider<ExportCommentsCustomizer<ClientMetrics.Builder>> customizers) {
        ClientMetrics.Builder builder = ClientMetrics.builder().meters(meters);
        observations.ifUnique(builder::observations);
        timekeeper.ifUnique(builder::timekeeper);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    @Order(PoliciesConfiguration.ORDER - 100)
    @ConditionalOnMissingBean(name = "exportCommentsMetricsOfCalls")
    TransportInterceptor exportCommentsMetricsOfCalls(ClientMetrics metrics) {
        return metrics.calls();
    }

    @Bean
    @Order(PoliciesConfiguration.ORDER + 100)
    @ConditionalOnMissingBean(name = "exportCommentsMetricsOfAttempts")
    TransportInterceptor exportCommentsMetricsOfAttempts(ClientMetrics metrics) {
        return metrics.attempts();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Policies.class)
    static class OnPolicies {
        /** Takes the place of the log of shared limits that the policies were given. */
        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        ExportCommentsCustomizer<PoliciesBuilder> exportCommentsMetricsOfSharedLimits(
                ClientMetrics metrics, ObjectProvider<QuotaLog> sharedLimits) {
            return builder -> sharedLimits.ifUnique(log -> builder.shared(metrics.measured(log)));
        }
    }

    @Bean
    @ConditionalOnMissingBean(name = "exportCommentsMetricsListener")
    ClientListener exportCommentsMetricsListener(ClientMetrics metrics) {
        return metrics.listener();
    }
}
