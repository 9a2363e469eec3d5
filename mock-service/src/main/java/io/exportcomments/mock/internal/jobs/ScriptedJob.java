package io.exportcomments.mock.internal.jobs;

import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job on its course. Guarded by the engine's lock. */
final class ScriptedJob {

    /** Whether it needs a slot to run in, and a place among the jobs under way. */
    enum Slot {
        NONE,
        WITH_PLACE,
        WITHOUT_PLACE
    }

    enum Place {
        WAITING_TIME,
        WAITING_SLOT,
        RUNNING,
        ENDED
    }

    final long id;
    final UUID guid;
    final String url;
    final Map<String, @Nullable Object> options;
    final String platform;
    final Instant createdAt;
    final Slot slot;
    final @Nullable String origin;

    JobScript script;
    int rows;
    Place place = Place.WAITING_TIME;
    String status = "queueing";
    int attempt;
    int nextStep;
    int exported;

    @Nullable Integer total;

    @Nullable String error;

    @Nullable String resultNote;

    Instant updatedAt;

    @Nullable Instant exportedAt;

    Instant startedAt = Instant.MIN;

    @Nullable Instant progressEventAt;

    /** Raised when the course is given up, so that what was still to come is passed over. */
    int course;

    ScriptedJob(
            long id,
            UUID guid,
            String url,
            Map<String, @Nullable Object> options,
            String platform,
            JobScript script,
            int rows,
            Instant createdAt,
            Slot slot,
            @Nullable String origin) {
        this.id = id;
        this.guid = guid;
        this.url = url;
        this.options = options;
        this.platform = platform;
        this.script = script;
        this.rows = rows;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.slot = slot;
        this.origin = origin;
    }

    boolean underWay() {
        return place != Place.ENDED;
    }

    /** When a running job will end, if it will by itself. */
    Optional<Instant> endsAt() {
        List<JobScript.Step> steps = script.steps();
        if (steps.isEmpty() || !steps.get(steps.size() - 1).kind().ends()) {
            return Optional.empty();
        }
        Duration all = steps.stream().map(JobScript.Step::after).reduce(Duration.ZERO, Duration::plus);
        return Optional.of(startedAt.plus(all));
    }

    /** Begins another attempt, with all that is known of the last one forgotten. */
    void beginAttempt(Instant now) {
        attempt++;
        script = script.retryScript();
        rows = JobRegistry.rows(script, url, options);
        exported = 0;
        total = null;
        error = null;
        resultNote = null;
        exportedAt = null;
        progressEventAt = null;
        status = "queueing";
        updatedAt = now;
    }

    MockJob snapshot() {
        return new MockJob(
                id,
                guid,
                status,
                url,
                options,
                platform,
                attempt,
                exported,
                total,
                error,
                resultNote,
                rows,
                createdAt,
                updatedAt,
                exportedAt,
                origin);
    }
}
