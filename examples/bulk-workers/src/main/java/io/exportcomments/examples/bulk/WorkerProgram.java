package io.exportcomments.examples.bulk;

import com.zaxxer.hikari.HikariDataSource;
import io.exportcomments.ExportComments;
import io.exportcomments.bulk.BulkExports;
import io.exportcomments.bulk.ResultTargets;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.bulk.batch.ItemEnd;
import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.Timeouts;
import io.exportcomments.quota.jdbc.JdbcQuotaLog;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.polling.PollingUpdates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A worker: takes items of the batch, exports each, and keeps to the limits together with all other workers. It may be
 * killed at any moment. Arguments: the database's URL, the service's address, its token, the directory for results.
 */
public final class WorkerProgram {
    private WorkerProgram() {}

    /** Works until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        try (HikariDataSource database = SharedAccount.database(arguments[0])) {
            JdbcBulkStore store = JdbcBulkStore.in(database).createTables();
            JdbcQuotaLog limits = JdbcQuotaLog.in(database, SharedAccount.NAME);
            limits.createTables();
            Policies policies =
                    Policies.builder(SharedAccount.PLAN).shared(limits).build();
            try (ExportComments client = ExportComments.builder()
                            .baseUrl(URI.create(arguments[1]))
                            .token(arguments[2])
                            .transport(RetrofitTransport.create())
                            .updates(PollingUpdates.create())
                            .plan(SharedAccount.PLAN)
                            .interceptor(policies)
                            .listener(policies.listener())
                            .timeouts(
                                    new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(60)))
                            .build();
                    BulkExports bulk = BulkExports.builder(client, store)
                            .worker("worker-" + ProcessHandle.current().pid())
                            .concurrency(3) // three workers share the account's ten places
                            .heartbeat(Duration.ofSeconds(2)) // sooner than the defaults, for who looks on
                            .exchangeTimeout(Duration.ofSeconds(15))
                            .settling(Duration.ofSeconds(2))
                            .results(ResultTargets.directory(Path.of(arguments[3]), ResultFormat.JSON))
                            .onEnd(WorkerProgram::ended)
                            .listener(heard())
                            .start()) {
                System.out.println("works on " + bulk.batches());
                untilInputEnds();
            }
        }
    }

    /** Called at least once for each item, by one worker or another. */
    private static void ended(ItemEnd end) {
        System.out.println((end.mayBeRepeated() ? "ended (perhaps told before) " : "ended ")
                + end.item().state().label() + " " + end.item().request().url());
    }

    private static BulkListener heard() {
        return new BulkListener() {
            @Override
            public void sendingPaused(Duration time, String why) {
                System.out.println("sends nothing for " + time.toSeconds() + " s: " + why);
            }

            @Override
            public void storeFailed(String why) {
                System.out.println("tries again: " + why);
            }
        };
    }

    /** Then whatever started this program wants it to end, or has ended itself. */
    static void untilInputEnds() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is said to it.
        }
    }
}
