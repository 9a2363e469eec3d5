package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.spring.boot.QuotaProperties;
import io.exportcomments.spring.boot.internal.SharedLimitsException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Limits that the account's programs share in the program's database, where {@code exportcomments.quota.account} is
 * set. Where they can't be, the program does not start: alone, it would keep to more than its part.
 */
@AutoConfiguration(
        before = ExportCommentsAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnProperty(name = "exportcomments.quota.account")
@EnableConfigurationProperties(QuotaProperties.class)
@Import(QuotaLogConfiguration.class)
public class QuotaAutoConfiguration {
    private static final String POLICIES = "io.exportcomments.policy.resilience4j.Policies";

    @Bean
    @ConditionalOnMissingBean
    QuotaLog exportCommentsMissingQuotaLog() {
        throw new SharedLimitsException();
    }

    /** The policies are what keeps to the limits; the program's own are to do so as well. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = POLICIES)
    static class WithPolicies {
        @Bean
        SmartInitializingSingleton exportCommentsSharedLimitsCheck(ObjectProvider<Policies> policies) {
            return () -> {
                if (policies.stream().findAny().isEmpty()) {
                    throw SharedLimitsException.withoutPolicies();
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass(POLICIES)
    static class WithoutPolicies {
        @Bean
        SmartInitializingSingleton exportCommentsSharedLimitsCheck() {
            throw SharedLimitsException.withoutPolicies();
        }
    }
}
