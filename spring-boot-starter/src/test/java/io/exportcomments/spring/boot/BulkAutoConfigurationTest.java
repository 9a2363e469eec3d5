package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.BulkExports;
import io.exportcomments.bulk.BulkExportsBuilder;
import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.ResultTargets;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.batch.EndHandler;
import io.exportcomments.bulk.batch.ItemEnd;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.batch.ResultTarget;
import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.metrics.micrometer.BulkMetrics;
import io.exportcomments.mock.MockService;
import io.exportcomments.spring.boot.internal.BulkListeners;
import io.exportcomments.spring.boot.internal.BulkStatus;
import io.exportcomments.spring.boot.internal.InvalidSettingException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Bulk exports in the program's database. */
@Timeout(120)
class BulkAutoConfigurationTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final MockService mock = BulkProgram.service();
    private final String database = BulkProgram.database();
    private final ApplicationContextRunner runner = BulkProgram.runner(mock, database);

    @AfterEach
    void stop() {
        mock.close();
    }

    static final class Ends {
        final BlockingQueue<ItemEnd> told = new LinkedBlockingQueue<>();

        @EventListener
        void on(ItemEnd end) {
            told.add(end);
        }
    }

    private static JdbcTemplate tables(ApplicationContext context) {
        return new JdbcTemplate(context.getBean(DataSource.class));
    }

    private static long count(ApplicationContext context, String table) {
        Long count = tables(context).queryForObject("SELECT COUNT(*) FROM " + table, Long.class);
        return count == null ? 0 : count;
    }

    private static Health health(ApplicationContext context) {
        return context.getBean("exportCommentsBulkHealthIndicator", HealthIndicator.class)
                .health();
    }

    @Test
    void aBatchIsWorkedOnAndItsEndsAreTold() {
        BlockingQueue<ItemEnd> ends = new LinkedBlockingQueue<>();
        runner.withBean(EndHandler.class, () -> ends::add)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("exportcomments.bulk.results.directory=" + folder.resolve("results"))
                .run(context -> {
                    BulkExports bulk = context.getBean(BulkExports.class);
                    bulk.submit("a", BulkProgram.requests(3));
                    assertThat(bulk.await("a", SOON).count(ItemState.DONE)).isEqualTo(3);
                    assertThat(ends).hasSize(3);
                    try (Stream<Path> files = Files.list(folder.resolve("results"))) {
                        assertThat(files)
                                .hasSize(3)
                                .allMatch(file -> file.toString().endsWith(".xlsx"));
                    }
                    assertThat(count(context, "exportcomments_bulk_item")).isEqualTo(3);
                    assertThat(context.getBean(BulkBatches.class)).isSameAs(bulk);
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("exportcomments.bulk.items")
                                    .tag("state", "done")
                                    .gauge()
                                    .value())
                            .isEqualTo(3);
                });
    }

    @Test
    void ofTwoPlacesForResultsNoneIsTakenInSilence() {
        runner.withBean("one", ResultTarget.class, () -> ResultTargets.directory(folder, ResultFormat.JSON))
                .withBean("other", ResultTarget.class, () -> ResultTargets.directory(folder, ResultFormat.XLSX))
                .run(context -> assertThat(context.getStartupFailure())
                        .hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class));
    }

    @Test
    void withoutAHandlerEndsArePublishedInTheApplication() {
        runner.withBean(Ends.class).run(context -> {
            context.getBean(BulkExports.class).submit("a", BulkProgram.requests(1));
            assertThat(context.getBean(Ends.class).told.poll(60, TimeUnit.SECONDS))
                    .isNotNull();
        });
        runner.withBean(Ends.class)
                .withPropertyValues("exportcomments.events.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(EndHandler.class));
    }

    @Test
    void whatIsSubmittedInATransactionIsPartOfIt() {
        runner.run(context -> {
            BulkExports bulk = context.getBean(BulkExports.class);
            TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            tables(context).execute("CREATE TABLE orders (name VARCHAR(20))");
            transaction.executeWithoutResult(status -> {
                tables(context).update("INSERT INTO orders VALUES ('a')");
                bulk.submit("back", BulkProgram.requests(2));
                assertThat(bulk.batches()).containsExactly("back");
                status.setRollbackOnly();
            });
            assertThat(bulk.batches()).isEmpty();
            assertThat(count(context, "orders")).isZero();

            transaction.executeWithoutResult(status -> {
                tables(context).update("INSERT INTO orders VALUES ('b')");
                bulk.submit("there", BulkProgram.requests(2));
            });
            assertThat(count(context, "orders")).isEqualTo(1);
            assertThat(bulk.await("there", SOON).count(ItemState.DONE)).isEqualTo(2);
        });
    }

    /** The transaction is over by then, though it is bound to the thread; what it does is taken back by such a pool. */
    @Test
    void whatIsSubmittedAfterTheCommitIsNotPartOfIt() {
        runner.withPropertyValues("spring.datasource.hikari.auto-commit=false").run(context -> {
            BulkExports bulk = context.getBean(BulkExports.class);
            new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                    .executeWithoutResult(status ->
                            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                                @Override
                                public void afterCompletion(int outcome) {
                                    bulk.submit("late", BulkProgram.requests(1));
                                }
                            }));
            assertThat(bulk.await("late", SOON).isOver()).isTrue();
        });
    }

    @Test
    void withoutItsJarsADatabaseOrTheWishThereIsNothingOfIt() {
        runner.withClassLoader(new FilteredClassLoader(BulkExports.class, BulkMetrics.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("exportCommentsBulk"));
        runner.withClassLoader(new FilteredClassLoader(JdbcBulkStore.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BulkExports.class));
        BulkProgram.withoutDatabase(mock)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BulkExports.class));
        runner.withPropertyValues("exportcomments.bulk.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(BulkExports.class)
                        .doesNotHaveBean(BulkStore.class));
    }

    @Test
    void aStoreOfTheProgramsNeedsNoDatabase() {
        BulkProgram.withoutDatabase(mock)
                .withBean(BulkStore.class, InMemoryBulkStore::new)
                .run(context -> {
                    BulkExports bulk = context.getBean(BulkExports.class);
                    bulk.submit("a", BulkProgram.requests(1));
                    assertThat(bulk.await("a", SOON).isOver()).isTrue();
                });
    }

    @Test
    void aProgramThatOnlySubmitsDoesNotWork() {
        runner.withPropertyValues("exportcomments.bulk.work=false").run(context -> {
            BulkExports bulk = context.getBean(BulkExports.class);
            bulk.submit("a", BulkProgram.requests(1));
            assertThat(bulk.isWorking()).isFalse();
            assertThat(health(context).getDetails()).containsEntry("working", false);
            assertThat(count(context, "exportcomments_bulk_worker")).isZero();
            assertThat(bulk.progress("a"))
                    .map(it -> it.count(ItemState.WAITING))
                    .hasValue(1L);
        });
    }

    @Test
    void aContextThatIsStoppedHandsBackAndGoesOnWhenItIsStarted() {
        runner.run(context -> {
            BulkExports bulk = context.getBean(BulkExports.class);
            bulk.submit("a", BulkProgram.requests(1));
            bulk.await("a", SOON);
            ConfigurableApplicationContext program = context.getSourceApplicationContext();
            program.stop();
            assertThat(bulk.isWorking()).isFalse();
            assertThat(count(context, "exportcomments_bulk_worker")).isZero();

            program.start();
            assertThat(bulk.isWorking()).isTrue();
            bulk.submit("b", BulkProgram.requests(1));
            assertThat(bulk.await("b", SOON).isOver()).isTrue();
        });
    }

    @Test
    void itIsClosedBeforeTheDatabase() {
        runner.run(context -> {
            context.getBean(BulkExports.class).submit("a", BulkProgram.requests(1));
            context.getBean(BulkExports.class).await("a", SOON);
        });
        BulkProgram.runner(mock, database)
                .withPropertyValues("exportcomments.bulk.work=false")
                .run(context ->
                        assertThat(count(context, "exportcomments_bulk_worker")).isZero());
    }

    @Test
    void aWorkerOfALazyProgramWorksToo() {
        BulkProgram.runner(mock, database)
                .withPropertyValues("exportcomments.bulk.work=false")
                .run(context -> context.getBean(BulkExports.class).submit("a", BulkProgram.requests(1)));
        runner.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> {
                    BulkBatches looking = BulkBatches.in(context.getBean(BulkStore.class));
                    Awaitility.await()
                            .atMost(SOON)
                            .until(() -> looking.progress("a")
                                    .map(BulkProgress::isOver)
                                    .orElse(false));
                });
    }

    @Test
    void theTablesAreLeftToMigrationsOnDemand() {
        runner.withPropertyValues("exportcomments.bulk.create-tables=false", "exportcomments.bulk.work=false")
                .run(context -> assertThat(tables(context)
                                .queryForList("SELECT table_name FROM information_schema.tables WHERE table_name LIKE"
                                        + " 'EXPORTCOMMENTS%'"))
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exportcomments.bulk.exchange-timeout=34s",
                "exportcomments.bulk.settling=0s",
                "exportcomments.bulk.purge-after=5m",
                "exportcomments.bulk.heartbeat=1h",
                "exportcomments.bulk.lease=5s",
                "exportcomments.bulk.concurrency=0",
                "exportcomments.bulk.worker=a b",
                "exportcomments.bulk.results.format=csv"
            })
    void whatCanNotBeEndsTheStart(String property) {
        String name = property.substring(0, property.indexOf('=')).replace("exportcomments.bulk.results", "");
        runner.withPropertyValues(property)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(name));
    }

    /** Exports are paid for before their results need a place. */
    @Test
    void aPlaceForResultsThatCannotBeWrittenEndsTheStart() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        String directory = "exportcomments.bulk.results.directory=" + file.resolve("below");
        runner.withPropertyValues(directory)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageContaining("exportcomments.bulk.results.directory"));
        runner.withPropertyValues(directory, "exportcomments.bulk.work=false")
                .run(context -> assertThat(context).hasNotFailed());
        runner.withPropertyValues("exportcomments.bulk.results.directory=" + folder.resolve("made/below"))
                .run(context -> assertThat(folder.resolve("made/below")).isEmptyDirectory());
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {
        @Bean
        ExportCommentsCustomizer<BulkExportsBuilder> handlingNothing() {
            return builder -> builder.onEnd(EndHandler.NONE);
        }
    }

    @Test
    void aCustomizerGoesBeforeTheProperties() {
        runner.withBean(Ends.class).withUserConfiguration(Customized.class).run(context -> {
            BulkExports bulk = context.getBean(BulkExports.class);
            bulk.submit("a", BulkProgram.requests(1));
            bulk.await("a", SOON);
            assertThat(context.getBean(Ends.class).told).isEmpty();
        });
    }

    @Test
    void allListenersHearThoughOneThrows() {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        BulkListener throwing = new BulkListener() {
            @Override
            public void storeFailed(String why) {
                throw new IllegalStateException("mine");
            }
        };
        BulkListener hearing = new BulkListener() {
            @Override
            public void storeFailed(String why) {
                heard.add(why);
            }
        };
        new BulkListeners(List.of(throwing, hearing)).storeFailed("gone");
        assertThat(heard).containsExactly("gone");
    }

    @Test
    void healthIsUpWhileTheStoreAnswersAndSaysWhyNothingIsSent() {
        runner.run(context -> {
            context.getBean(BulkExports.class).submit("a", BulkProgram.requests(1));
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(health(context).getDetails())
                    .containsEntry("working", true)
                    .containsEntry("batches", 1)
                    .doesNotContainKey("sendingPaused");
            context.getBean(BulkStatus.class).sendingPaused(Duration.ofMinutes(5), "a limit of the plan");
            assertThat(health(context).getDetails()).containsEntry("sendingPaused", "a limit of the plan");
            context.getBean(BulkExports.class).close();
            tables(context).execute("DROP ALL OBJECTS");
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
        });
        runner.withPropertyValues("management.health.exportcomments-bulk.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("exportCommentsBulkHealthIndicator"));
    }
}
