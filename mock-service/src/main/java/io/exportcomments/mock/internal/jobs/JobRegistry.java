package io.exportcomments.mock.internal.jobs;

import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All jobs, by guid and newest first. Guarded by the engine's lock. */
final class JobRegistry {

    private final RandomGenerator random;
    private final Map<UUID, ScriptedJob> byGuid = new HashMap<>();
    private final TreeSet<ScriptedJob> newestFirst = new TreeSet<>(Comparator.comparing((ScriptedJob j) -> j.createdAt)
            .thenComparing(j -> j.id)
            .reversed());
    private long lastId = 81_000;

    JobRegistry(RandomGenerator random) {
        this.random = random;
    }

    ScriptedJob add(
            UUID guid,
            String url,
            Map<String, @Nullable Object> options,
            String platform,
            JobScript script,
            Instant createdAt,
            ScriptedJob.Slot slot,
            @Nullable String origin) {
        Map<String, @Nullable Object> kept = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        String shown = script.traits().shownUrl();
        ScriptedJob job = new ScriptedJob(
                ++lastId,
                guid,
                shown == null ? url : shown,
                kept,
                platform,
                script,
                rows(script, url, kept),
                createdAt,
                slot,
                origin);
        byGuid.put(guid, job);
        newestFirst.add(job);
        return job;
    }

    boolean has(UUID guid) {
        return byGuid.containsKey(guid);
    }

    Optional<ScriptedJob> find(UUID guid) {
        return Optional.ofNullable(byGuid.get(guid));
    }

    /** The job, or a refusal; as if it were not there while a script hides it. */
    ScriptedJob visible(UUID guid, Instant now) {
        ScriptedJob job = known(guid);
        if (now.isBefore(job.createdAt.plus(job.script.traits().notFoundFor()))) {
            throw notFound(guid);
        }
        return job;
    }

    /** The job, or a refusal. */
    ScriptedJob known(UUID guid) {
        return find(guid).orElseThrow(() -> notFound(guid));
    }

    private static ApiError notFound(UUID guid) {
        return ApiError.of(404, null, "There is no job " + guid + ".");
    }

    List<MockJob> all() {
        return newestFirst.stream().map(ScriptedJob::snapshot).toList();
    }

    JobEngine.Page page(int page, int limit, Instant now) {
        List<ScriptedJob> listed = newestFirst.stream()
                .filter(job ->
                        !now.isBefore(job.createdAt.plus(job.script.traits().notListedFor())))
                .toList();
        List<MockJob> jobs = listed.stream()
                .skip((page - 1L) * limit)
                .limit(limit)
                .map(ScriptedJob::snapshot)
                .toList();
        return new JobEngine.Page(jobs, listed.size());
    }

    UUID newGuid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low);
    }

    /** How many rows the result of a job has. */
    static int rows(JobScript script, String url, Map<String, @Nullable Object> options) {
        Integer set = script.traits().rows();
        if (set != null) {
            return set;
        }
        if (options.get("limit") instanceof Number limit && limit.longValue() > 0) {
            return (int) Math.min(limit.longValue(), JobScript.MAX_ROWS);
        }
        return 120 + Math.floorMod(url.hashCode(), 880);
    }
}
