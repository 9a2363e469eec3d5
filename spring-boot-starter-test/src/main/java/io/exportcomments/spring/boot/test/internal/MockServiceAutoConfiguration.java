package io.exportcomments.spring.boot.test.internal;

import io.exportcomments.job.BatchAllowance;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import io.exportcomments.spring.boot.ExportCommentsCustomizer;
import io.exportcomments.spring.boot.test.ExportCommentsTest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The stand-in, and the connection to it that goes before all others; in tests with {@link ExportCommentsTest} only.
 */
@AutoConfiguration(beforeName = "io.exportcomments.spring.boot.autoconfigure.ExportCommentsAutoConfiguration")
public class MockServiceAutoConfiguration {
    private static final int PLENTY = 1_000_000;

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    MockService exportCommentsMockService(ObjectProvider<ExportCommentsCustomizer<MockService.Builder>> customizers) {
        MockService.Builder builder = MockService.builder().defaultScript(JobScript.instant());
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.start();
    }

    @Bean
    @Primary
    ExportCommentsConnectionDetails exportCommentsMockConnection(MockService mock) {
        return MockConnectionDetails.to(mock);
    }

    @Bean
    @ConditionalOnMissingBean
    Plan exportCommentsMockPlan() {
        return new Plan("without limits", PLENTY, PLENTY, PLENTY, PLENTY, PLENTY, PLENTY, BatchAllowance.NO_LIMITS);
    }
}
