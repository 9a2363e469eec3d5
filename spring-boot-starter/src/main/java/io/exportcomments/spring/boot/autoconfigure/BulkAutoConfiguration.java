package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.ExportComments;
import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.BulkExports;
import io.exportcomments.bulk.BulkExportsBuilder;
import io.exportcomments.bulk.ResultTargets;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.bulk.batch.EndHandler;
import io.exportcomments.bulk.batch.ResultTarget;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.job.Plan;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.spring.boot.BulkProperties;
import io.exportcomments.spring.boot.ExportCommentsCustomizer;
import io.exportcomments.spring.boot.ExportCommentsProperties;
import io.exportcomments.spring.boot.internal.BulkListeners;
import io.exportcomments.spring.boot.internal.BulkSettings;
import io.exportcomments.spring.boot.internal.BulkStatus;
import io.exportcomments.spring.boot.internal.ReopeningLifecycle;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Bulk exports as a bean, on the program's {@code DataSource} or on a {@link BulkStore} of its own: it begins to work
 * when the context has started, and hands back what it has when the context stops. Ends go to the beans of type {@link
 * EndHandler}; without one they are published in the application, unless that is turned off.
 */
@AutoConfiguration(
        after = ExportCommentsAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass(BulkExports.class)
@ConditionalOnBean(ExportComments.class)
@ConditionalOnSwitch("exportcomments.bulk.enabled")
@EnableConfigurationProperties({ExportCommentsProperties.class, BulkProperties.class})
@Import({BulkStoreConfiguration.class, BulkStoreCheck.class})
public class BulkAutoConfiguration {
    private static final String BULK = "exportCommentsBulk";

    @Bean(name = BULK, destroyMethod = "close")
    @ConditionalOnBean(BulkStore.class)
    @ConditionalOnSingleCandidate(ExportComments.class)
    @ConditionalOnMissingBean
    BulkExports exportCommentsBulk(
            ExportComments client,
            BulkStore store,
            BulkProperties properties,
            Plan plan,
            ObjectProvider<ResultTarget> targets,
            ObjectProvider<EndHandler> handlers,
            ObjectProvider<BulkListener> listeners,
            ObjectProvider<Timekeeper> timekeeper,
            ObjectProvider<ExportCommentsCustomizer<BulkExportsBuilder>> customizers) {
        BulkExportsBuilder builder = BulkExports.builder(client, store)
                .onEnd(telling(handlers))
                .listener(new BulkListeners(listeners.orderedStream().toList()));
        BulkSettings.set(builder, properties, client.timeouts().attempt(), plan);
        Path directory = properties.results().directory();
        ResultTarget own = targets.getIfAvailable();
        if (own != null) {
            builder.results(own);
        } else if (directory != null) {
            if (properties.work()) {
                BulkSettings.checkResults(directory);
            }
            builder.results(
                    ResultTargets.directory(directory, properties.results().format()));
        }
        timekeeper.ifUnique(builder::timekeeper);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    /** Says that there is a store, and which of several clients is to work on it is not known. */
    @Bean
    @ConditionalOnBean(BulkStore.class)
    @ConditionalOnMissingBean(BulkExports.class)
    SmartInitializingSingleton exportCommentsBulkClientCheck(Environment environment) {
        return () -> BulkStoreCheck.tell(
                environment,
                "there are several clients, and none of them is primary. Mark the one that exports with @Primary, or"
                        + " make a BulkExports bean, such as BulkExports.builder(client, store).build()");
    }

    /** Looks for handlers when an item has ended, since a handler may want the bulk exports. */
    private static EndHandler telling(ObjectProvider<EndHandler> handlers) {
        return end -> {
            for (EndHandler handler : handlers.orderedStream().toList()) {
                handler.ended(end);
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnEventsEnabled
    EndHandler exportCommentsBulkPublisher(ApplicationEventPublisher events) {
        return events::publishEvent;
    }

    @Bean
    @ConditionalOnMissingBean
    BulkStatus exportCommentsBulkStatus() {
        return new BulkStatus();
    }

    @Bean
    @ConditionalOnBean(name = BULK)
    @ConditionalOnMissingBean(name = "exportCommentsBulkLifecycle")
    ReopeningLifecycle<BulkExports> exportCommentsBulkLifecycle(
            ConfigurableListableBeanFactory beans, BulkProperties properties) {
        Consumer<BulkExports> opener = properties.work() ? BulkExports::start : BulkExports::reopen;
        return new ReopeningLifecycle<>(beans, BULK, BulkExports.class, opener, ReopeningLifecycle.BULK_PHASE);
    }

    /** A worker works although nobody asks for it. */
    @Bean
    @ConditionalOnSwitch("exportcomments.bulk.work")
    static LazyInitializationExcludeFilter exportCommentsBulkIsNotLazy() {
        return LazyInitializationExcludeFilter.forBeanTypes(BulkBatches.class);
    }
}
