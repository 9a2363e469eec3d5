package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.exportcomments.bulk.BulkExports;
import io.exportcomments.mock.MockService;
import io.exportcomments.spring.boot.internal.InvalidSettingException;
import io.exportcomments.spring.boot.internal.SharedLimitsException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** A program with several databases says which one it is, or is told. */
@Timeout(120)
class SeveralDatabasesTest {
    private final MockService mock = BulkProgram.service();
    private final ApplicationContextRunner runner = BulkProgram.withoutDatabase(mock)
            .withConfiguration(BulkProgram.databases())
            .withBean("one", DataSource.class, SeveralDatabasesTest::database);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger =
            (Logger) LoggerFactory.getLogger("io.exportcomments.spring.boot.autoconfigure.BulkStoreCheck");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    private String warnings() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining());
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        mock.close();
    }

    private static DataSource database() {
        return DataSourceBuilder.create().url(BulkProgram.database()).build();
    }

    private ApplicationContextRunner two() {
        return runner.withBean("other", DataSource.class, SeveralDatabasesTest::database);
    }

    @Test
    void ofTwoThePrimaryOneIsTaken() {
        runner.withBean(
                        "other",
                        DataSource.class,
                        SeveralDatabasesTest::database,
                        definition -> definition.setPrimary(true))
                .run(context -> {
                    context.getBean(BulkExports.class).submit("a", BulkProgram.requests(1));
                    Long batches = new JdbcTemplate(context.getBean("other", DataSource.class))
                            .queryForObject("SELECT COUNT(*) FROM exportcomments_bulk_batch", Long.class);
                    assertThat(batches).isEqualTo(1);
                });
    }

    @Test
    void withoutOneThereAreNoBulkExportsAndTheLogSaysWhy() {
        two().run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BulkExports.class));
        assertThat(warnings())
                .contains("There are no bulk exports: there are several DataSources, and none of them is primary");
    }

    @Test
    void nothingIsSaidWhereNoBulkExportsAreWanted() {
        two().withPropertyValues("exportcomments.bulk.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BulkExports.class));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void whereTheyAreWantedTheProgramDoesNotStart() {
        two().withPropertyValues("exportcomments.bulk.enabled=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageContaining("exportcomments.bulk.enabled", "@Primary"));
        two().withPropertyValues("exportcomments.policies.enabled=true", "exportcomments.quota.account=ours")
                .run(context -> assertThat(context).getFailure().hasRootCauseInstanceOf(SharedLimitsException.class));
    }
}
