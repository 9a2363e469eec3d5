package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.ExportComments;
import io.exportcomments.job.Plan;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import io.exportcomments.spring.boot.ExportCommentsProperties;
import io.exportcomments.spring.boot.WebhookProperties;
import io.exportcomments.spring.boot.internal.ClientProperties;
import io.exportcomments.spring.boot.internal.ClientStatus;
import io.exportcomments.spring.boot.internal.ExportCommentsHealthIndicator;
import io.exportcomments.spring.boot.internal.ExportCommentsInfoContributor;
import io.exportcomments.spring.boot.internal.SecretsSanitizer;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the actuator shows of the client, and what it must not show. */
@AutoConfiguration(after = ExportCommentsAutoConfiguration.class)
@ConditionalOnClass(SanitizingFunction.class)
public class ActuatorAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    SecretsSanitizer exportCommentsSecretsSanitizer(
            ObjectProvider<ExportCommentsConnectionDetails> connection,
            ObjectProvider<ExportCommentsProperties> properties,
            ObjectProvider<WebhookProperties> webhook) {
        return new SecretsSanitizer(connection, properties, webhook);
    }

    /** How a client of the program's own is set up, only the program knows. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ClientConfiguration.class)
    @ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
    static class OnInfo {
        @Bean
        @ConditionalOnEnabledInfoContributor("exportcomments")
        @ConditionalOnMissingBean(name = "exportCommentsInfoContributor")
        InfoContributor exportCommentsInfoContributor(
                ExportCommentsConnectionDetails connection,
                Plan plan,
                TransportProvider transport,
                ObjectProvider<UpdateSourceProvider> updates) {
            List<String> names = updates.orderedStream()
                    .map(source -> source.getClass().getSimpleName())
                    .toList();
            return new ExportCommentsInfoContributor(
                    connection, plan, transport.getClass().getSimpleName(), names);
        }
    }

    /** Health moved to a module of its own in Spring Boot 4; with 3.5 there is none. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnSingleCandidate(ExportComments.class)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    static class OnHealth {
        @Bean
        @ConditionalOnEnabledHealthIndicator("exportcomments")
        @ConditionalOnMissingBean(name = "exportCommentsHealthIndicator")
        HealthIndicator exportCommentsHealthIndicator(
                ExportComments client, ClientStatus condition, ExportCommentsProperties properties) {
            return new ExportCommentsHealthIndicator(client, condition, ClientProperties.checked(properties.health()));
        }
    }
}
