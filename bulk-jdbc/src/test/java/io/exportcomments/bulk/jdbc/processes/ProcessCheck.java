package io.exportcomments.bulk.jdbc.processes;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.journal.JournalEntry;
import io.exportcomments.mock.request.MockOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is wrong after a run, by the service's journal and the tables alone: it knows nothing of the library. */
final class ProcessCheck {
    private final MockService mock;
    private final ServicePlan plan;
    private final String database;
    private final List<String> faults = new ArrayList<>();

    ProcessCheck(MockService mock, ServicePlan plan, String database) {
        this.mock = mock;
        this.plan = plan;
        this.database = database;
    }

    /** How many items have not ended, or have an end that was not handed over. */
    static long open(String database) throws SQLException {
        return number(
                database,
                "SELECT COUNT(*) FROM exportcomments_bulk_item WHERE work IS NOT NULL OR state NOT IN"
                        + " ('done', 'failed', 'stopped', 'refused', 'uncertain')");
    }

    private static long number(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The rows of items that have not ended, of workers, and of limits. */
    static String rows(String database) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint AS now",
                    "SELECT id, state, work, owner, attempt, given_back, due_at, sent_at, send_until, changed_at, job,"
                            + " message FROM exportcomments_bulk_item WHERE work IS NOT NULL ORDER BY id",
                    "SELECT * FROM exportcomments_bulk_worker",
                    "SELECT limit_name, settled, SUM(uses), MIN(ends_at), MAX(ends_at) FROM exportcomments_quota_use"
                            + " GROUP BY 1, 2",
                    "SELECT * FROM exportcomments_quota_turn")) {
                try (ResultSet row = statement.executeQuery(sql)) {
                    while (row.next()) {
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            text.append(row.getString(i)).append(' ');
                        }
                        text.append('\n');
                    }
                }
            }
        }
        return text.toString();
    }

    /** How often the service refused a request for a limit. */
    long refusals() {
        return mock.journal().count(entry -> entry.status() == 429);
    }

    /**
     * How long after the end of the window creations came, each beside the one that many before which the plan allows.
     */
    Duration medianLateness() {
        Duration span = plan.span(Duration.ofMinutes(3));
        int most = plan.creationsPerThreeMinutes();
        List<Instant> created =
                mock.jobs().all().stream().map(MockJob::createdAt).sorted().toList();
        List<Duration> late = IntStream.range(most, created.size())
                .mapToObj(i ->
                        Duration.between(created.get(i - most), created.get(i)).minus(span))
                .sorted()
                .toList();
        return late.get(late.size() / 2);
    }

    List<String> faults(int urls, Path ends) throws SQLException, IOException {
        Map<String, MockJob> jobs = new HashMap<>();
        mock.jobs().all().forEach(job -> jobs.put(job.guid().toString(), job));
        Set<Long> items = new HashSet<>();
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT id, state, job, request, message FROM exportcomments_bulk_item ORDER BY id")) {
            while (row.next()) {
                items.add(row.getLong(1));
                String what = "item " + row.getLong(1) + " ";
                MockJob job = jobs.remove(String.valueOf(row.getString(3)));
                if (!"done".equals(row.getString(2))) {
                    faults.add(what + "ended as " + row.getString(2) + ": " + row.getString(5));
                } else if (job == null || !row.getString(4).contains(job.url())) {
                    faults.add(what + "is lost: it has no job of its own");
                }
            }
        }
        if (items.size() != urls) {
            faults.add("there are " + items.size() + " items, not " + urls);
        }
        jobs.values()
                .forEach(job -> faults.add(
                        "job " + job.guid() + " of " + job.url() + " is one too many, created at " + job.createdAt()));
        told(items, ends);
        windows();
        return faults;
    }

    private void told(Set<Long> items, Path ends) throws IOException {
        Set<Long> told = new HashSet<>();
        Set<Long> first = new HashSet<>();
        for (String line : Files.exists(ends) ? Files.readAllLines(ends) : List.<String>of()) {
            String[] parts = line.split(" ");
            long item = Long.parseLong(parts[0]);
            told.add(item);
            if (parts[1].equals("false") && !first.add(item)) {
                faults.add("the end of item " + item + " was told twice, and not as a repetition");
            }
        }
        items.stream()
                .filter(item -> !told.contains(item))
                .forEach(item -> faults.add("the end of item " + item + " was not told"));
    }

    private void windows() {
        List<Instant> requests = mock.journal().entries().stream()
                .filter(entry -> entry.operation() != MockOperation.UNKNOWN)
                .map(JournalEntry::at)
                .toList();
        window("requests", requests, plan.requestsPerMinute(), Duration.ofMinutes(1));
        List<Instant> creations = mock.journal().entries(MockOperation.CREATE).stream()
                .filter(entry -> entry.guid() != null || entry.status() == 429)
                .map(JournalEntry::at)
                .toList();
        window("creations", creations, plan.creationsPerThreeMinutes(), Duration.ofMinutes(3));
        // Those of a batch of the service do not count.
        Set<UUID> singly = mock.journal().entries(MockOperation.CREATE).stream()
                .map(JournalEntry::guid)
                .collect(Collectors.toSet());
        List<Instant> jobs = mock.jobs().all().stream()
                .filter(job -> singly.contains(job.guid()))
                .map(MockJob::createdAt)
                .toList();
        window("jobs", jobs, plan.jobsPerFiveMinutes(), Duration.ofMinutes(5));
        if (refusals() > 0) {
            faults.add("the service refused " + refusals() + " requests with 429");
        }
    }

    private void window(String what, List<Instant> times, int most, Duration documented) {
        Duration span = plan.span(documented);
        List<Instant> sorted = times.stream().sorted().toList();
        for (int i = most; i < sorted.size(); i++) {
            if (Duration.between(sorted.get(i - most), sorted.get(i)).compareTo(span) < 0) {
                faults.add((most + 1) + " " + what + " within " + span.toMillis() + " ms, at " + sorted.get(i));
                return;
            }
        }
    }
}
