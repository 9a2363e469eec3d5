package io.exportcomments.bulk.jdbc;

import io.exportcomments.ExportComments;
import io.exportcomments.bulk.BulkExports;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Plan;
import io.exportcomments.port.Timeouts;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.polling.PollingUpdates;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A program that submits a batch, works on it until it is over, and writes each end to a file; it may be killed. */
final class WorkerProgram {
    static final String BATCH = "batch";

    private WorkerProgram() {}

    /** The service's address, its token, the database's URL, the file of the ends, and how many URLs. */
    public static void main(String[] args) throws Exception {
        Path ends = Path.of(args[3]);
        try (ExportComments client = ExportComments.builder()
                        .baseUrl(URI.create(args[0]))
                        .token(args[1])
                        .plan(Plan.BUSINESS)
                        .transport(RetrofitTransport.create())
                        .updates(PollingUpdates.create())
                        .timeouts(new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(40)))
                        .build();
                JdbcBulkStore store = JdbcBulkStore.at(args[2]);
                BulkExports bulk = BulkExports.builder(client, store)
                        .concurrency(4)
                        .heartbeat(Duration.ofMillis(400))
                        .exchangeTimeout(Duration.ofSeconds(9))
                        .settling(Duration.ofSeconds(1))
                        .onEnd(end -> Files.writeString(
                                ends,
                                end.item().id() + " " + end.mayBeRepeated() + "\n",
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND))
                        .start()) {
            bulk.submit(BATCH, requests(Integer.parseInt(args[4])));
            bulk.await(BATCH, Duration.ofMinutes(5));
        }
    }

    static List<ExportRequest> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ExportRequest.of("https://www.youtube.com/watch?v=video%06d".formatted(i)))
                .toList();
    }
}
