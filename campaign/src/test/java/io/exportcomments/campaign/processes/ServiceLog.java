package io.exportcomments.campaign.processes;

import io.exportcomments.job.JobStatus;
import io.exportcomments.mock.job.MockJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the service wrote down, a line for each thing, which outlives it: of this it makes its jobs again, and by this
 * the checker knows the truth.
 */
final class ServiceLog {
    private static final Map<String, JobStatus> ENDS =
            Map.of("done", JobStatus.DONE, "error", JobStatus.ERROR, "stopped", JobStatus.STOPPED);

    final Map<UUID, Entry> jobs = new LinkedHashMap<>();
    final Set<UUID> forgotten = new HashSet<>();
    final Map<String, Boolean> deliveries = new LinkedHashMap<>();
    final Set<String> commands = new HashSet<>();
    final List<Long> refusals = new ArrayList<>();
    int requests;

    /** An attempt ended. */
    record End(int attempt, JobStatus status, long at) {}

    /** A job, as far as it is written down. */
    static final class Entry {
        final int number;
        final long createdAt;
        final List<End> ends = new ArrayList<>();
        int attempt;
        long attemptAt;
        int exported;
        String status = "queueing";

        Entry(int number, long createdAt) {
            this.number = number;
            this.createdAt = createdAt;
            this.attemptAt = createdAt;
        }

        boolean isStopped() {
            return status.equals("stopped");
        }

        private void state(long at, int newAttempt, String newStatus, int newExported) {
            if (ends.stream().anyMatch(end -> end.attempt() >= newAttempt)) {
                // Told late: what another did to the job was written down before what had happened to it.
                return;
            }
            if (newAttempt > attempt) {
                attempt = newAttempt;
                attemptAt = at;
            }
            status = newStatus;
            exported = newExported;
            JobStatus end = ENDS.get(newStatus);
            if (end != null) {
                ends.add(new End(newAttempt, end, at));
            }
        }
    }

    static ServiceLog read(Path file) throws IOException {
        ServiceLog log = new ServiceLog();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            log.take(line.split(" ", -1));
        }
        return log;
    }

    private void take(String... words) {
        long at = Long.parseLong(words[0]);
        switch (words[1]) {
            case "job" ->
                jobs.put(UUID.fromString(words[2]), new Entry(Integer.parseInt(words[3]), Long.parseLong(words[4])));
            case "state" -> {
                Entry job = jobs.get(UUID.fromString(words[2]));
                if (job != null) {
                    job.state(at, Integer.parseInt(words[3]), words[4], Integer.parseInt(words[5]));
                }
            }
            case "forgot" -> forgotten.add(UUID.fromString(words[2]));
            case "command" -> commands.add(words[2]);
            case "delivery" -> deliveries.merge(words[2], words[3].equals("200"), Boolean::logicalOr);
            case "request" -> {
                requests++;
                if (words[3].equals("429")) {
                    refusals.add(at);
                }
            }
            default -> {}
        }
    }

    /** The ids of the jobs with a number. */
    Set<UUID> ofNumber(int number) {
        Set<UUID> found = new TreeSet<>();
        jobs.forEach((guid, entry) -> {
            if (entry.number == number) {
                found.add(guid);
            }
        });
        return found;
    }

    /** Writes lines at the end of the file; each is out of the program once it returns. */
    static final class Writer {
        private final Path file;

        Writer(Path file) {
            this.file = file;
        }

        void job(MockJob job) {
            line(
                    System.currentTimeMillis(),
                    "job",
                    job.guid(),
                    RoundPlan.number(job.url()),
                    job.createdAt().toEpochMilli());
        }

        void state(MockJob job) {
            line(job.updatedAt().toEpochMilli(), "state", job.guid(), job.attempt(), job.status(), job.exported());
        }

        void line(long at, @Nullable Object... words) {
            StringBuilder line = new StringBuilder().append(at);
            for (Object word : words) {
                line.append(' ').append(word);
            }
            try {
                Files.write(
                        file,
                        line.append('\n').toString().getBytes(StandardCharsets.UTF_8),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
