package io.exportcomments.bulk.jdbc.simulation;

import io.exportcomments.job.Operation;
import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.internal.jobs.Batch;
import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.internal.jobs.JobScripts;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The mock service's jobs and limits in virtual time, without the network. */
final class SimulatedService {
    private final JobScripts scripts = new JobScripts();
    private final JobEngine jobs;
    private final Map<UUID, List<Batch.Entry>> rejections = new HashMap<>();
    private int refused;

    /** How many URLs each batch had that was not refused. */
    final List<Integer> batches = new ArrayList<>();

    /** How many batches arrived, refused or not. */
    int batchesAsked;

    /** Operations whose answers are lost. */
    Predicate<Operation> silent = operation -> false;

    /** Operations that something in between answers, which has no such path. */
    Predicate<Operation> astray = operation -> false;

    /** How much longer than usual requests take to be carried out. */
    Function<Operation, Duration> slowness = operation -> Duration.ZERO;

    /** Which URLs a batch goes without. */
    Predicate<String> rejected = url -> false;

    /** Which URLs of a batch the service takes, and says nothing of. */
    Predicate<String> unnamed = url -> false;

    /** Why a batch of these URLs is refused; null if it is not. */
    Function<List<String>, @Nullable ApiError> batchesRefused = urls -> null;

    SimulatedService(VirtualTimekeeper time, Duration skew, ServicePlan plan, JobScript course, long seed) {
        scripts.otherwise(course);
        jobs = new JobEngine(new Clock(time, skew), plan, scripts, new SplittableRandom(seed));
    }

    /** Jobs of URLs with this text take another course. */
    void script(String part, JobScript course) {
        scripts.add(url -> url.contains(part), course);
    }

    JobEngine jobs() {
        return jobs;
    }

    /** Creates a batch, unless {@link #batchesRefused} says otherwise. */
    Batch createBatch(List<String> urls, Map<String, @Nullable Object> options) {
        batchesAsked++;
        ApiError refusal = batchesRefused.apply(urls);
        if (refusal != null) {
            throw refusal;
        }
        List<String> good = urls.stream().filter(rejected.negate()).toList();
        Batch taken = good.isEmpty() ? new Batch(UUID.randomUUID(), List.of()) : jobs.createBatch(good, options, null);
        batches.add(good.size());
        rejections.put(
                taken.id(),
                urls.stream()
                        .filter(rejected)
                        .map(url -> new Batch.Entry(url, null, ApiError.of(429, null, "not now")))
                        .toList());
        return told(taken);
    }

    /** A batch that was taken. */
    Batch batch(UUID id) {
        return told(jobs.batch(id));
    }

    private Batch told(Batch taken) {
        List<Batch.Entry> entries = new ArrayList<>(taken.entries());
        entries.addAll(rejections.getOrDefault(taken.id(), List.of()));
        entries.removeIf(entry -> unnamed.test(entry.url()));
        return new Batch(taken.id(), entries);
    }

    List<MockJob> all() {
        return jobs.all();
    }

    void refused() {
        refused++;
    }

    /** How many requests were answered with 429. */
    int refusals() {
        return refused;
    }

    private record Clock(VirtualTimekeeper time, Duration skew) implements MockClock {
        @Override
        public Instant now() {
            return time.now().plus(skew);
        }

        @Override
        public Duration realTimeUntil(Instant until) {
            return Duration.ZERO;
        }

        @Override
        public Registration drive(Timed timed) {
            return () -> {};
        }
    }
}
