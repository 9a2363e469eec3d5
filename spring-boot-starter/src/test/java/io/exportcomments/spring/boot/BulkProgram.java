package io.exportcomments.spring.boot;

import io.exportcomments.job.ExportRequest;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.spring.boot.autoconfigure.BulkActuatorAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.BulkAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.BulkMetricsAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.ExportCommentsAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.MetricsAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.QuotaAutoConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

/** Programs with a database, against a service in which jobs are done soon. */
final class BulkProgram {
    private BulkProgram() {}

    static MockService service() {
        return MockService.builder()
                .clock(MockClock.faster(50))
                .plan(ServicePlan.unlimited())
                .defaultScript(JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(4)))
                .start();
    }

    /** The URL of a new database in memory, which stays as long as the JVM. */
    static String database() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    static ApplicationContextRunner runner(MockService mock, String database) {
        return withoutDatabase(mock)
                .withConfiguration(databases())
                .withPropertyValues("spring.datasource.url=" + database);
    }

    static ApplicationContextRunner withoutDatabase(MockService mock) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ExportCommentsAutoConfiguration.class,
                        MetricsAutoConfiguration.class,
                        QuotaAutoConfiguration.class,
                        BulkAutoConfiguration.class,
                        BulkActuatorAutoConfiguration.class,
                        BulkMetricsAutoConfiguration.class))
                .withPropertyValues(
                        "exportcomments.api-token=" + mock.token(),
                        "exportcomments.base-url=" + mock.baseUrl(),
                        "exportcomments.transport=retrofit",
                        "exportcomments.policies.enabled=false");
    }

    /** What Boot sets up for a program with a database. */
    static AutoConfigurations databases() {
        return AutoConfigurations.of(
                DataSourceAutoConfiguration.class,
                DataSourceTransactionManagerAutoConfiguration.class,
                TransactionAutoConfiguration.class);
    }

    static List<ExportRequest> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ExportRequest.of("https://www.youtube.com/watch?v=bulk" + i))
                .toList();
    }
}
