package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.metrics.micrometer.BulkMetrics;
import io.exportcomments.spring.boot.ExportCommentsCustomizer;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Metrics of bulk exports, where the program has a registry for them. */
@AutoConfiguration(after = {BulkAutoConfiguration.class, MetricsAutoConfiguration.class})
@ConditionalOnClass({BulkMetrics.class, BulkBatches.class, MeterRegistry.class})
@ConditionalOnBean(BulkStore.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
@ConditionalOnSwitch({"exportcomments.metrics.enabled", "exportcomments.bulk.enabled"})
public class BulkMetricsAutoConfiguration {
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    BulkMetrics exportCommentsBulkMetrics(
            MeterRegistry meters,
            BulkStore store,
            ObjectProvider<ExportCommentsCustomizer<BulkMetrics.Builder>> customizers) {
        BulkMetrics.Builder builder = BulkMetrics.builder(meters, BulkBatches.in(store));
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    @ConditionalOnMissingBean(name = "exportCommentsBulkMetricsListener")
    BulkListener exportCommentsBulkMetricsListener(BulkMetrics metrics) {
        return metrics.listener();
    }
}
