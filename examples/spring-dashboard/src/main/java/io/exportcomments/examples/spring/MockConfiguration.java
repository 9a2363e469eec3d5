package io.exportcomments.examples.spring;

import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.port.ApiToken;
import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The stand-in for the service, in this process, as long as there is no token for the real one. */
@Configuration(proxyBeanMethods = false)
@Conditional(MockConfiguration.NoToken.class)
class MockConfiguration {
    /**
     * An export takes about ten seconds; one of a private page fails, and is fine when it is retried; one that is
     * endless has to be stopped.
     */
    @Bean(destroyMethod = "close")
    MockService mockService(DashboardProperties settings) {
        MockService mock = MockService.builder()
                .seed(new SplittableRandom().nextLong())
                .script("*private*", privatePage())
                .script("*endless*", endless())
                .start();
        if (settings.samples()) {
            mock.jobs().seed(SeedJob.of("https://vimeo.com/1084537").age(Duration.ofHours(2)));
            mock.jobs().seed(SeedJob.of("https://www.instagram.com/p/private/").age(Duration.ofMinutes(5)));
            mock.jobs()
                    .seed(SeedJob.of("https://www.youtube.com/watch?v=endless").age(Duration.ofSeconds(30)));
        }
        return mock;
    }

    private static JobScript privatePage() {
        return JobScript.queued(Duration.ofSeconds(1))
                .progressPercent(Duration.ofSeconds(1), 12)
                .progressPercent(Duration.ofSeconds(1), 37)
                .fails(Duration.ofSeconds(1), "The page is private or was removed.")
                .onRetry(JobScript.realistic());
    }

    private static JobScript endless() {
        return JobScript.queued(Duration.ofSeconds(1))
                .progressPercent(Duration.ofSeconds(1), 9)
                .progressPercent(Duration.ofSeconds(2), 64);
    }

    /** A bean of this type goes before the properties. */
    @Bean
    ExportCommentsConnectionDetails mockConnection(MockService mock) {
        return new MockConnection(mock.baseUrl(), ApiToken.of(mock.token()));
    }

    @Bean
    Plan mockPlan() {
        return Plan.BUSINESS;
    }

    private record MockConnection(URI baseUrl, ApiToken token) implements ExportCommentsConnectionDetails {}

    static final class NoToken implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("exportcomments.api-token"));
        }
    }
}
