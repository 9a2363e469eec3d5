package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.Plan;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.policy.resilience4j.PoliciesBuilder;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.spring.boot.ExportCommentsCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The policies for the account's plan, around every call. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Policies.class)
@ConditionalOnSwitch("exportcomments.policies.enabled")
class PoliciesConfiguration {
    /** Metrics of calls stand outside of the policies, and metrics of attempts inside. */
    static final int ORDER = 0;

    @Bean
    @Order(ORDER)
    @ConditionalOnMissingBean
    Policies exportCommentsPolicies(
            Plan plan,
            ObjectProvider<Timekeeper> timekeeper,
            ObjectProvider<ClientListener> listeners,
            ObjectProvider<QuotaLog> sharedLimits,
            ObjectProvider<ExportCommentsCustomizer<PoliciesBuilder>> customizers) {
        PoliciesBuilder builder = Policies.builder(plan)
                .listener(event -> listeners.orderedStream().forEach(listener -> listener.heard(event)));
        timekeeper.ifUnique(builder::timekeeper);
        sharedLimits.ifAvailable(builder::shared);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    ExportCommentsCustomizer<ExportCommentsBuilder> exportCommentsPoliciesListener(ObjectProvider<Policies> policies) {
        return builder -> policies.ifAvailable(present -> builder.listener(present.listener()));
    }
}
