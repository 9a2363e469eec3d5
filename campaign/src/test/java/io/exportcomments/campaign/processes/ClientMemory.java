package io.exportcomments.campaign.processes;

import io.exportcomments.job.JobGuid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a client knows of its earlier lives, as a database of its own would tell it. Safe for use by many threads. */
final class ClientMemory {
    private final Set<String> notes = new HashSet<>();
    private final Map<Integer, JobGuid> created = new ConcurrentHashMap<>();
    private final Map<Integer, Instant> sent = new ConcurrentHashMap<>();

    static ClientMemory read(Path file) throws IOException {
        ClientMemory memory = new ClientMemory();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "guid" -> memory.created.put(Integer.valueOf(words[1]), JobGuid.of(words[2]));
                case "sent" ->
                    memory.sent.put(Integer.valueOf(words[1]), Instant.ofEpochMilli(Long.parseLong(words[2])));
                default -> memory.notes.add(line);
            }
        }
        return memory;
    }

    boolean isOver(String watch) {
        return notes.contains("over " + watch);
    }

    boolean wasCommanded(int number) {
        return notes.contains("commanded " + number);
    }

    boolean wasRefused(int number) {
        return notes.contains("refused " + number);
    }

    boolean hasFile(int number) {
        return notes.contains("file " + number);
    }

    @Nullable JobGuid created(int number) {
        return created.get(number);
    }

    @Nullable Instant sent(int number) {
        return sent.get(number);
    }

    /** The jobs of other creations, with the times at which these were sent. */
    Map<JobGuid, Instant> others(int number) {
        Map<JobGuid, Instant> others = new ConcurrentHashMap<>();
        created.forEach((other, guid) -> {
            Instant at = sent.get(other);
            if (other != number && at != null) {
                others.put(guid, at);
            }
        });
        return others;
    }

    void created(int number, JobGuid guid) {
        created.put(number, guid);
    }

    void sending(int number, Instant at) {
        sent.put(number, at);
    }

    int number(JobGuid guid, RoundPlan plan) {
        for (Map.Entry<Integer, JobGuid> one : created.entrySet()) {
            if (one.getValue().equals(guid)) {
                return one.getKey();
            }
        }
        int number = (int) UUID.fromString(guid.value()).getLeastSignificantBits() & 0xFFFF;
        return plan.guid(number).toString().equals(guid.value()) ? number : -1;
    }
}
