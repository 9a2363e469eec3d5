package io.exportcomments.campaign;

import io.exportcomments.job.JobStatus;
import io.exportcomments.mock.job.MockJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What really became of the jobs, by the service itself. */
final class Truth {
    private static final Map<String, JobStatus> STATUS =
            Map.of("done", JobStatus.DONE, "error", JobStatus.ERROR, "stopped", JobStatus.STOPPED);

    private final World world;
    private final Map<UUID, List<End>> ends = new LinkedHashMap<>();

    /** An attempt ended. */
    record End(int attempt, JobStatus status, Duration at) {}

    Truth(World world) {
        this.world = world;
        world.onJob(this::note);
        world.jobs().onEvent(event -> {
            note(event.job());
            world.timeline().add("service", () -> event.type() + " " + event.job());
        });
    }

    /** Takes a look at a job. */
    void note(MockJob job) {
        List<End> known = ends.computeIfAbsent(job.guid(), guid -> new ArrayList<>());
        JobStatus status = STATUS.get(job.status());
        if (status != null && known.stream().noneMatch(end -> end.attempt() == job.attempt())) {
            known.add(new End(job.attempt(), status, world.elapsed()));
        }
    }

    /** Whether an attempt is over. */
    static boolean isEnd(MockJob job) {
        return STATUS.containsKey(job.status());
    }

    /** The ends of a job's attempts so far. */
    List<End> ends(String guid) {
        return ends.getOrDefault(UUID.fromString(guid), List.of());
    }

    /** When the job came to where it is now, if that is an end. */
    @Nullable Duration lastEnd(String guid) {
        List<End> known = ends(guid);
        return known.isEmpty() ? null : known.get(known.size() - 1).at();
    }
}
