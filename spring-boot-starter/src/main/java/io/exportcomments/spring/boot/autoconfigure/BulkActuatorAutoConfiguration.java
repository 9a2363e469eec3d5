package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.bulk.BulkExports;
import io.exportcomments.spring.boot.internal.BulkEndpoint;
import io.exportcomments.spring.boot.internal.BulkHealthIndicator;
import io.exportcomments.spring.boot.internal.BulkStatus;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the actuator shows of bulk exports, and what can be done there. */
@AutoConfiguration(after = BulkAutoConfiguration.class)
@ConditionalOnClass(BulkExports.class)
@ConditionalOnBean(BulkExports.class)
public class BulkActuatorAutoConfiguration {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class OnEndpoints {
        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint(endpoint = BulkEndpoint.class)
        BulkEndpoint exportCommentsBulkEndpoint(BulkExports bulk) {
            return new BulkEndpoint(bulk);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    static class OnHealth {
        @Bean
        @ConditionalOnEnabledHealthIndicator("exportcomments-bulk")
        @ConditionalOnMissingBean(name = "exportCommentsBulkHealthIndicator")
        HealthIndicator exportCommentsBulkHealthIndicator(BulkExports bulk, BulkStatus status) {
            return new BulkHealthIndicator(bulk, status);
        }
    }
}
