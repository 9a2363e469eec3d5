package io.exportcomments.spring.boot.docs.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobStatus;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.webhook.WebhookSetup;
import io.exportcomments.spring.boot.test.ExportCommentsTest;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** What the page on Spring shows does what the page says. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"server.address=127.0.0.1", "exportcomments.webhook.secrets=" + PageProgramTest.SECRET})
@ExportCommentsTest
@Timeout(60)
class PageProgramTest {
    static final String SECRET = "whsec_spring_page";

    @Autowired
    Archive archive;

    @Autowired
    MockService mock;

    @TempDir
    Path folder;

    @Test
    void theServiceUsesTheClientAsTheCustomizersSetItUp(
            @Autowired AtomicInteger requests, @Autowired CircuitBreakerRegistry breakers) {
        assertThat(archive.export("https://vimeo.com/3", folder)).isNotEmptyFile();
        assertThat(requests).hasPositiveValue();
        assertThat(breakers.getAllCircuitBreakers()).isNotEmpty();
    }

    @Test
    void endsOfWatchedJobsAreApplicationEvents(@Autowired Ends ends) throws Exception {
        String url = "https://vimeo.com/4";
        archive.export(url, folder);
        assertThat(next(ends.jobs, url).status()).isEqualTo(JobStatus.DONE);
    }

    @Test
    void deliveriesAreKeptInTheDatabaseAndHandled(
            @Autowired Deliveries deliveries, @Autowired DataSource database, @Value("${local.server.port}") int port)
            throws Exception {
        URI address = URI.create("http://127.0.0.1:" + port + "/webhooks/exportcomments");
        mock.webhooks().register(WebhookSetup.of(address, SECRET));
        String url = "https://vimeo.com/5";
        archive.export(url, folder);

        assertThat(next(deliveries.jobs, url).status()).isEqualTo(JobStatus.DONE);
        try (Connection connection = database.getConnection();
                ResultSet kept =
                        connection.createStatement().executeQuery("select count(*) from exportcomments_delivery")) {
            assertThat(kept.next()).isTrue();
            assertThat(kept.getInt(1)).isPositive();
        }
    }

    private static Job next(BlockingQueue<Job> jobs, String url) throws InterruptedException {
        Job job;
        do {
            job = jobs.poll(20, TimeUnit.SECONDS);
            assertThat(job).as("a job of " + url).isNotNull();
        } while (!job.url().orElse("").equals(url));
        return job;
    }
}
