package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.bulk.jdbc.CallerTransactions;
import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.spring.boot.BulkProperties;
import io.exportcomments.spring.boot.internal.SpringTransactions;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.ConnectionHolder;

/** The store of bulk exports in the program's database, taking part in the program's transactions. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({JdbcBulkStore.class, DataSource.class})
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(BulkStore.class)
class BulkStoreConfiguration {
    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    JdbcBulkStore exportCommentsBulkStore(
            DataSource database, BulkProperties properties, ObjectProvider<CallerTransactions> transactions) {
        JdbcBulkStore store = JdbcBulkStore.in(database, transactions.getIfAvailable(() -> CallerTransactions.NONE));
        return properties.createTables() ? store.createTables() : store;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConnectionHolder.class)
    static class OnTransactions {
        @Bean
        @ConditionalOnMissingBean
        CallerTransactions exportCommentsBulkTransactions(DataSource database) {
            return new SpringTransactions(database);
        }
    }
}
