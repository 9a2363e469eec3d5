package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.BulkExports;
import io.exportcomments.mock.MockService;
import io.exportcomments.quota.jdbc.JdbcQuotaLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables by the files in the jars, with Flyway. */
@Timeout(120)
class BulkMigrationTest {
    @TempDir
    private Path folder;

    private final MockService mock = BulkProgram.service();

    @AfterEach
    void stop() {
        mock.close();
    }

    @Test
    void flywayMakesTheTablesBeforeTheStoreIsUsed() {
        String database = BulkProgram.database();
        for (int start = 1; start <= 2; start++) {
            String batch = "batch" + start;
            BulkProgram.runner(mock, database)
                    .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                    .withPropertyValues(
                            "exportcomments.bulk.create-tables=false",
                            "spring.flyway.locations=classpath:db/exportcomments-bulk/{vendor}")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        BulkExports bulk = context.getBean(BulkExports.class);
                        bulk.submit(batch, BulkProgram.requests(1));
                        assertThat(bulk.await(batch, Duration.ofSeconds(60)).isOver())
                                .isTrue();
                        List<String> migrations = new JdbcTemplate(context.getBean(DataSource.class))
                                .queryForList(
                                        "SELECT \"description\" FROM \"flyway_schema_history\" WHERE \"success\"",
                                        String.class);
                        assertThat(migrations).containsOnlyOnce("exportcomments bulk");
                    });
        }
    }

    @Test
    void flywayMakesTheTablesOfSharedLimits() {
        BulkProgram.runner(mock, "jdbc:sqlite:" + folder.resolve("limits.db"))
                .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues(
                        "exportcomments.bulk.enabled=false",
                        "exportcomments.policies.enabled=true",
                        "exportcomments.quota.account=ours",
                        "exportcomments.quota.create-tables=false",
                        "spring.flyway.locations=classpath:db/exportcomments-quota")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(JdbcQuotaLog.class);
                    assertThat(new JdbcTemplate(context.getBean(DataSource.class))
                                    .queryForList("SELECT * FROM exportcomments_quota_account"))
                            .isEmpty();
                });
    }
}
