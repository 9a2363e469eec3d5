package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.quota.jdbc.JdbcQuotaLog;
import io.exportcomments.spring.boot.internal.InvalidSettingException;
import io.exportcomments.spring.boot.internal.SharedLimitsException;
import io.exportcomments.spring.boot.internal.SharedLimitsFailureAnalyzer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** Limits that programs share in the program's database. */
class QuotaAutoConfigurationTest {
    @TempDir
    private Path folder;

    private final MockService mock = BulkProgram.service();

    @AfterEach
    void stop() {
        mock.close();
    }

    private ApplicationContextRunner sqlite() {
        return BulkProgram.runner(mock, "jdbc:sqlite:" + folder.resolve("limits.db"))
                .withPropertyValues(
                        "exportcomments.policies.enabled=true",
                        "exportcomments.bulk.enabled=false",
                        "spring.datasource.hikari.maximum-pool-size=2");
    }

    @Test
    void onePropertyIsEnough() {
        sqlite().withPropertyValues("exportcomments.quota.account=ours")
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    context.getBean(ExportComments.class).ping();
                    List<String> accounts = new JdbcTemplate(context.getBean(DataSource.class))
                            .queryForList("SELECT DISTINCT account FROM exportcomments_quota_use", String.class);
                    assertThat(accounts).containsExactly("ours");
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("exportcomments.client.shared.turns")
                                    .tag("outcome", "granted")
                                    .timer()
                                    .count())
                            .isPositive();
                });
    }

    @Test
    void withoutAnAccountNothingIsShared() {
        sqlite().run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(QuotaLog.class));
    }

    @Test
    void theTablesAreLeftToMigrationsOnDemand() {
        sqlite().withPropertyValues("exportcomments.quota.account=ours", "exportcomments.quota.create-tables=false")
                .run(context -> assertThat(new JdbcTemplate(context.getBean(DataSource.class))
                                .queryForList("SELECT name FROM sqlite_master"))
                        .isEmpty());
    }

    @Test
    void aLogOfTheProgramsGoesBefore() {
        BulkProgram.withoutDatabase(mock)
                .withPropertyValues("exportcomments.policies.enabled=true", "exportcomments.quota.account=ours")
                .withBean("own", QuotaLog.class, () -> JdbcQuotaLog.in(new org.sqlite.SQLiteDataSource(), "own"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(QuotaLog.class));
    }

    @Test
    void withoutPoliciesNothingWouldKeepToThem() {
        ApplicationContextRunner sharing = sqlite().withPropertyValues("exportcomments.quota.account=ours");
        sharing.withPropertyValues("exportcomments.policies.enabled=false")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(SharedLimitsException.class)
                        .hasMessage("exportcomments.quota.account is set, and there are no policies to keep to"
                                + " the shared limits"));
        sharing.withClassLoader(new FilteredClassLoader(Policies.class))
                .run(context -> assertThat(context).getFailure().hasRootCauseInstanceOf(SharedLimitsException.class));
        sharing.withPropertyValues("exportcomments.policies.enabled=false")
                .withBean(Policies.class, () -> Policies.builder(Plan.BUSINESS).build())
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(new SharedLimitsFailureAnalyzer().analyze(SharedLimitsException.withoutPolicies()))
                .satisfies(analysis -> assertThat(analysis.getAction()).contains("exportcomments.policies.enabled"));
    }

    /** As of a variable that is not set where {@code ${ACCOUNT:}} takes it. */
    @Test
    void anAccountWithoutANameNamesItsProperty() {
        sqlite().withPropertyValues("exportcomments.quota.account=")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageContaining("exportcomments.quota.account"));
    }

    @Test
    void whereTheyCanNotBeSharedTheProgramDoesNotStart() {
        ApplicationContextRunner without = BulkProgram.withoutDatabase(mock)
                .withPropertyValues("exportcomments.policies.enabled=true", "exportcomments.quota.account=ours");
        without.run(context -> assertThat(context).getFailure().hasRootCauseInstanceOf(SharedLimitsException.class));
        sqlite().withPropertyValues("exportcomments.quota.account=ours")
                .withClassLoader(new FilteredClassLoader(JdbcQuotaLog.class))
                .run(context -> assertThat(context).getFailure().hasRootCauseInstanceOf(SharedLimitsException.class));
        BulkProgram.runner(mock, BulkProgram.database())
                .withPropertyValues("exportcomments.quota.account=ours")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseMessage("Limits can be shared in PostgreSQL and SQLite, not in H2"));
        assertThat(new SharedLimitsFailureAnalyzer().analyze(new SharedLimitsException()))
                .satisfies(analysis -> assertThat(analysis.getAction()).contains("exportcomments-quota-jdbc"));
    }
}
