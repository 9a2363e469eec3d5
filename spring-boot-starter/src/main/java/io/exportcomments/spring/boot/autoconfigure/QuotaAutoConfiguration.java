package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.port.QuotaLog;
import io.exportcomments.spring.boot.QuotaProperties;
import io.exportcomments.spring.boot.internal.SharedLimitsException;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Limits that the account's programs share in the program's database, where {@code exportcomments.quota.account} is set.
 * Where they can't be, the program does not start: alone, it would keep to more than its part.
 */
@AutoConfiguration(
        before = ExportCommentsAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnProperty(name = "exportcomments.quota.account")
@EnableConfigurationProperties(QuotaProperties.class)
@Import(QuotaLogConfiguration.class)
public class QuotaAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    QuotaLog exportCommentsMissingQuotaLog() {
        throw new SharedLimitsException();
    }
}
