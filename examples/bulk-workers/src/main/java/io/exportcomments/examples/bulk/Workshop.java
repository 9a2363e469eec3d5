package io.exportcomments.examples.bulk;

import com.zaxxer.hikari.HikariDataSource;
import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.bulk.port.BulkStoreException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.mock.MockService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The database, the service and the workers, each a process of its own, and a batch that is watched to its end. */
final class Workshop {
    private static final int WORKERS = 3;

    private final BulkWorkersApplication.Choice choice;
    private final Path folder;
    private final Path jobs;
    private final List<Child> children = new ArrayList<>();
    private final Thread atExit = new Thread(this::abandon);

    /** In a folder that is empty. */
    Workshop(Path folder, BulkWorkersApplication.Choice choice) {
        this.folder = folder;
        this.choice = choice;
        jobs = folder.resolve("jobs-of-the-service");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Whether each URL ended exactly once. */
    boolean run() throws Exception {
        String url = database();
        String service = "http://127.0.0.1:" + port();
        String results = Files.createDirectory(folder.resolve("results")).toString();
        start("service", ServiceProgram.class, service.substring(service.lastIndexOf(':') + 1), jobs.toString());
        try (HikariDataSource database = SharedAccount.database(url)) {
            JdbcBulkStore store = JdbcBulkStore.in(database).createTables();
            BulkBatches batches = BulkBatches.in(store);
            batches.submit(SharedAccount.BATCH, requests());
            for (int i = 1; i <= WORKERS; i++) {
                start("worker " + i, WorkerProgram.class, url, service, MockService.DEFAULT_TOKEN, results);
            }
            Child.say("Kill any of them, at any time: kill -9 PROCESS. Each URL still ends, exactly once.");
            watch(batches);
            return report(batches.items(SharedAccount.BATCH, EnumSet.allOf(ItemState.class), 0, choice.urls()));
        }
    }

    private String database() throws IOException, InterruptedException {
        if (choice.sqlite()) {
            return "jdbc:sqlite:" + folder.resolve("bulk.db")
                    + "?journal_mode=WAL&synchronous=FULL&busy_timeout=20000&transaction_mode=IMMEDIATE";
        }
        OwnPostgres postgres = new OwnPostgres(folder, port());
        postgres.create();
        start(new Child("database", postgres.server(), false));
        return postgres.url();
    }

    private void start(String name, Class<?> program, String... arguments) throws IOException {
        start(Child.java(name, program, arguments));
    }

    private void start(Child child) throws IOException {
        children.add(child);
        child.start();
    }

    private static int port() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Most end as done; every tenth video is private, and its export fails. */
    private List<ExportRequest> requests() {
        return IntStream.rangeClosed(1, choice.urls())
                .mapToObj(i -> "https://www.youtube.com/watch?v=" + (i % 10 == 0 ? "private" : "example")
                        + "%04d".formatted(i))
                .map(ExportRequest::of)
                .toList();
    }

    /** Shows how far the batch is until it is over, and starts again what was killed. */
    private void watch(BulkBatches batches) throws IOException, InterruptedException {
        String shown = "";
        for (boolean over = false; !over; TimeUnit.MILLISECONDS.sleep(500)) {
            for (Child child : children) {
                child.attend();
            }
            String text;
            try {
                BulkProgress progress = batches.progress(SharedAccount.BATCH).orElseThrow();
                over = progress.isOver();
                text = text(progress);
            } catch (BulkStoreException e) {
                text = "the database can't be reached";
            }
            if (!text.equals(shown)) {
                Child.say(text);
                shown = text;
            }
        }
    }

    private static String text(BulkProgress progress) {
        return progress.ended() + " of " + progress.total() + " have ended: "
                + Stream.of(ItemState.values())
                        .filter(state -> progress.count(state) > 0)
                        .map(state -> progress.count(state) + " " + state.label())
                        .collect(Collectors.joining(", "));
    }

    private boolean report(List<BulkItem> items) throws IOException {
        EndTable table = new EndTable(items, ServiceProgram.jobs(jobs));
        table.print();
        List<String> faults = table.faults();
        faults.forEach(fault -> System.out.println("WRONG: " + fault));
        if (faults.isEmpty()) {
            System.out.println("Each of the " + items.size() + " URLs has ended once. The service created "
                    + ServiceProgram.jobs(jobs).size() + " jobs, each for another URL.");
        }
        return faults.isEmpty();
    }

    /** Where the program is interrupted: ends all at once, and leaves no files. */
    private void abandon() {
        children.forEach(Child::kill);
        children.forEach(Child::awaitEnd);
        try {
            BulkWorkersApplication.remove(folder);
        } catch (IOException e) {
            System.err.println(folder + " could not be removed: " + e.getMessage());
        }
    }

    /** Ends the workers first, and the database last. */
    void end() throws IOException, InterruptedException {
        for (int i = children.size() - 1; i >= 0; i--) {
            children.get(i).end();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
