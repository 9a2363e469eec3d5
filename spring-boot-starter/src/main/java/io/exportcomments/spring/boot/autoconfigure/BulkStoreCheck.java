package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.spring.boot.internal.InvalidSettingException;
import javax.sql.DataSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Says that there are databases and no store of bulk exports, since none of them is the one to take: a worker would be
 * missing in silence.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({JdbcBulkStore.class, DataSource.class})
@ConditionalOnBean(DataSource.class)
@ConditionalOnMissingBean(BulkStore.class)
class BulkStoreCheck {
    private static final Log LOG = LogFactory.getLog(BulkStoreCheck.class);

    private static final String ENABLED = "exportcomments.bulk.enabled";

    private static final String WHY =
            "there are several DataSources, and none of them is primary. Mark the one that bulk exports are to be kept"
                    + " in with @Primary, or make a BulkStore bean, such as JdbcBulkStore.in(dataSource)";

    @Bean
    SmartInitializingSingleton exportCommentsBulkStoreCheck(Environment environment) {
        return () -> tell(environment, WHY);
    }

    /** In the log; where bulk exports are wanted for certain, the program does not start. */
    static void tell(Environment environment, String why) {
        if (environment.containsProperty(ENABLED)) {
            throw new InvalidSettingException("The property " + ENABLED + " is set, and " + why);
        }
        LOG.warn("There are no bulk exports: " + why + ", or set " + ENABLED + "=false");
    }
}
