package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.AsyncExportComments;
import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.job.Plan;
import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import io.exportcomments.spring.boot.ExportCommentsCustomizer;
import io.exportcomments.spring.boot.ExportCommentsProperties;
import io.exportcomments.spring.boot.internal.ClientStatus;
import io.exportcomments.spring.boot.internal.JobUpdatePublisher;
import io.exportcomments.spring.boot.internal.PropertiesConnectionDetails;
import io.exportcomments.spring.boot.internal.ReopeningLifecycle;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The client as a bean, put together from the properties and from beans of the program: transport, update sources,
 * interceptors, listeners and customizers. Each bean here gives way to one of the program's own.
 */
@AutoConfiguration
@EnableConfigurationProperties(ExportCommentsProperties.class)
@Import({
    TransportConfiguration.class,
    NetworkConfiguration.class,
    UpdatesConfiguration.class,
    PoliciesConfiguration.class,
    ClientConfiguration.class
})
public class ExportCommentsAutoConfiguration {
    /** Lazy: a program with a client of its own needs no token here. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    ExportCommentsConnectionDetails exportCommentsConnectionDetails(ExportCommentsProperties properties) {
        return PropertiesConnectionDetails.of(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    Plan exportCommentsPlan(ExportCommentsProperties properties) {
        return switch (properties.plan()) {
            case PREMIUM -> Plan.PREMIUM;
            case BUSINESS -> Plan.BUSINESS;
        };
    }

    /** With several clients of the program's own, each shows its own. */
    @Bean(destroyMethod = "")
    @ConditionalOnSingleCandidate(ExportComments.class)
    @ConditionalOnMissingBean
    AsyncExportComments asyncExportComments(ExportComments client) {
        return client.async();
    }

    @Bean
    @ConditionalOnMissingBean(name = "exportCommentsLifecycle")
    ReopeningLifecycle<ExportComments> exportCommentsLifecycle(ConfigurableListableBeanFactory beans) {
        return new ReopeningLifecycle<>(
                beans, "exportComments", ExportComments.class, ExportComments::reopen, ReopeningLifecycle.CLIENT_PHASE);
    }

    @Bean
    @ConditionalOnMissingBean
    ClientStatus exportCommentsCondition() {
        return new ClientStatus();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnEventsEnabled
    JobUpdatePublisher exportCommentsJobUpdatePublisher(ApplicationEventPublisher events) {
        return new JobUpdatePublisher(events);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnThreading(Threading.VIRTUAL)
    static class OnVirtualThreads {
        @Bean
        ExportCommentsCustomizer<ExportCommentsBuilder> exportCommentsVirtualThreads() {
            return builder -> builder.workerExecutor(new VirtualThreadTaskExecutor("exportcomments-worker-"));
        }
    }
}
