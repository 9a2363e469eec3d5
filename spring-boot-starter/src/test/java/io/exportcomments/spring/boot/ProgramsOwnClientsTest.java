package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.AsyncExportComments;
import io.exportcomments.ExportComments;
import io.exportcomments.bulk.BulkExports;
import io.exportcomments.mock.MockService;
import io.exportcomments.spring.boot.autoconfigure.ActuatorAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.BulkActuatorAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.BulkAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.ExportCommentsAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.MetricsAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.WebhookAutoConfiguration;
import io.exportcomments.spring.boot.internal.InvalidSettingException;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A program that builds its clients itself: one, or several for several accounts. Both transports are there. */
class ProgramsOwnClientsTest {
    private static final MockService MOCK = MockService.start();

    private final ApplicationContextRunner program = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MetricsAutoConfiguration.class,
                    WebhookAutoConfiguration.class,
                    ExportCommentsAutoConfiguration.class,
                    BulkAutoConfiguration.class,
                    ActuatorAutoConfiguration.class,
                    BulkActuatorAutoConfiguration.class));

    private final ApplicationContextRunner withDatabase = program.withUserConfiguration(SeveralAccounts.class)
            .withBean(
                    DataSource.class,
                    () -> DataSourceBuilder.create().url(BulkProgram.database()).build());

    @AfterAll
    static void stop() {
        MOCK.close();
    }

    private static ExportComments client() {
        return ExportComments.builder()
                .token(MOCK.token())
                .baseUrl(MOCK.baseUrl())
                .transport(RetrofitTransport.create())
                .build();
    }

    @Configuration(proxyBeanMethods = false)
    static class OneAccount {
        @Bean
        ExportComments own() {
            return client();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SeveralAccounts {
        @Bean
        ExportComments first() {
            return client();
        }

        @Bean
        ExportComments second() {
            return client();
        }
    }

    @Test
    void oneNeedsNoTokenAndNoTransportInTheProperties() {
        program.withUserConfiguration(OneAccount.class).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(AsyncExportComments.class);
            assertThat(context.getBean(AsyncExportComments.class).ping()).succeedsWithin(Duration.ofSeconds(20));
            assertThat(context.getBean(HealthIndicator.class).health().getStatus())
                    .isEqualTo(Status.UP);
            assertThat(context).as("how it is set up is not known").doesNotHaveBean(InfoContributor.class);
            SanitizableData other = new SanitizableData(null, "server.port", "8080");
            assertThat(context.getBean(SanitizingFunction.class).apply(other).getValue())
                    .isEqualTo("8080");
        });
    }

    @Test
    void ofSeveralEachIsThere() {
        program.withUserConfiguration(SeveralAccounts.class).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(AsyncExportComments.class);
            assertThat(context).doesNotHaveBean(HealthIndicator.class);
            assertThat(context.getBeansOfType(ExportComments.class).values()).hasSize(2);
        });
    }

    @Test
    void withoutAPrimaryOneThereAreNoBulkExports() {
        withDatabase.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BulkExports.class));
        withDatabase
                .withPropertyValues("exportcomments.bulk.enabled=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageContaining("several clients", "@Primary"));
    }
}
