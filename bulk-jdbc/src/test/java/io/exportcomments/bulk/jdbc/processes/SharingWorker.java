package io.exportcomments.bulk.jdbc.processes;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.exportcomments.ExportComments;
import io.exportcomments.bulk.BulkExports;
import io.exportcomments.bulk.batch.ItemEnd;
import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.bulk.port.BulkStoreException;
import io.exportcomments.job.Plan;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.Timeouts;
import io.exportcomments.quota.jdbc.JdbcQuotaLog;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.polling.PollingUpdates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A worker as a program of its own, which shares the batch and the limits with others, and may be killed. */
final class SharingWorker {
    static final String BATCH = "batch";

    /** How many times shorter all spans of the plan are. */
    static final int SHORTER = 30;

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private SharingWorker() {}

    /**
     * The service's address, its token, the database's URL, the file of the ends, concurrency, {@link PlanText},
     * batches of the service.
     */
    public static void main(String[] args) throws Exception {
        Plan plan = PlanText.read(args[5]);
        ShorterTime time = new ShorterTime(SHORTER);
        Path ends = Path.of(args[3]);
        try (HikariDataSource database = pool(args[2])) {
            JdbcBulkStore store = JdbcBulkStore.in(database).createTables();
            JdbcQuotaLog log = JdbcQuotaLog.in(database, "account");
            log.createTables();
            Policies policies = Policies.builder(plan)
                    .timekeeper(time)
                    .shared(new ShorterSpans(log, SHORTER))
                    .build();
            try (ExportComments client = ExportComments.builder()
                            .baseUrl(URI.create(args[0]))
                            .token(args[1])
                            .transport(RetrofitTransport.create())
                            .updates(PollingUpdates.builder()
                                    .interval(Duration.ofSeconds(1), Duration.ofMillis(1_200))
                                    .build())
                            .plan(inTrueTime(plan))
                            .interceptor(new ShorterLimits(policies, time))
                            .listener(policies.listener())
                            .timeouts(
                                    new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(40)))
                            .build();
                    BulkExports bulk = BulkExports.builder(client, store)
                            .worker("worker-" + ProcessHandle.current().pid())
                            .concurrency(Integer.parseInt(args[4]))
                            .serviceBatches(Boolean.parseBoolean(args[6]))
                            .heartbeat(Duration.ofSeconds(1))
                            .exchangeTimeout(Duration.ofSeconds(9))
                            .settling(Duration.ofSeconds(1))
                            .onEnd(end -> note(ends, end))
                            .start()) {
                System.out.println("worker " + ProcessHandle.current().pid() + " works");
                await(bulk);
            }
        }
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url + "&socketTimeout=10&options=-c%20lock_timeout=5s"
                + "%20-c%20idle_in_transaction_session_timeout=5s");
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(3_000);
        return new HikariDataSource(config);
    }

    /** What the plan allows in a minute of true time, by which the client sets the pace of its watches. */
    private static Plan inTrueTime(Plan plan) {
        return new Plan(
                plan.name(),
                plan.requestsPerMinute() * SHORTER,
                plan.creationsPerDay(),
                plan.runningExports(),
                plan.queuedExports(),
                plan.creationsPerThreeMinutes() * SHORTER,
                plan.jobsPerFiveMinutes() * SHORTER);
    }

    private static void note(Path ends, ItemEnd end) throws IOException {
        Files.writeString(
                ends,
                end.item().id() + " " + end.mayBeRepeated() + " " + System.currentTimeMillis() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** The database may be away for a while; the worker itself goes on by itself. */
    private static void await(BulkExports bulk) {
        Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(200)).until(() -> isOver(bulk));
    }

    private static boolean isOver(BulkExports bulk) throws Exception {
        try {
            if (bulk.progress(BATCH).isEmpty()) {
                return false;
            }
            bulk.await(BATCH, LONGEST);
            return true;
        } catch (BulkStoreException e) {
            System.out.println("await: " + e.getMessage());
            return false;
        }
    }
}
