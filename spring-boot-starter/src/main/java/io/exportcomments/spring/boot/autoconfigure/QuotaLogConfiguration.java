package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.port.QuotaLog;
import io.exportcomments.quota.jdbc.JdbcQuotaLog;
import io.exportcomments.spring.boot.QuotaProperties;
import io.exportcomments.spring.boot.internal.InvalidSettingException;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log of shared limits in the program's database. Its threads are in none of the program's transactions. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({JdbcQuotaLog.class, DataSource.class})
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(QuotaLog.class)
class QuotaLogConfiguration {
    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    JdbcQuotaLog exportCommentsQuotaLog(DataSource database, QuotaProperties properties) {
        String account = String.valueOf(properties.account());
        JdbcQuotaLog log = InvalidSettingException.naming(
                "exportcomments.quota.account", () -> JdbcQuotaLog.in(database, account));
        if (properties.createTables()) {
            log.createTables();
        }
        return log;
    }
}
