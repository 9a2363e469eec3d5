package io.exportcomments.mock.internal.jobs;

import io.exportcomments.mock.job.Account;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.Jobs;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.time.MockClock.Registration;
import java.net.URI;
import java.net.URISyntaxException;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All jobs of the mock. Their courses are functions of the clock: whatever was due is done, in order of time, before
 * anything is looked at or changed.
 */
public final class JobEngine implements Jobs, Account, MockClock.Timed {

    /** A page of jobs and how many there are in all. */
    public record Page(List<MockJob> jobs, int total) {}

    private final MockClock clock;
    private final JobScripts scripts;
    private final RandomGenerator guids;
    private final UUID accountId;
    private final Outbox outbox = new Outbox();
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Runnable scheduled = () -> {};

    private final Limits limits = new Limits();
    private final JobScheduler courses = new JobScheduler(this::slots, this::tell);
    private final Map<UUID, ScriptedJob> byGuid = new HashMap<>();
    private final TreeSet<ScriptedJob> newestFirst = new TreeSet<>(Comparator.comparing((ScriptedJob j) -> j.createdAt)
            .thenComparing(j -> j.id)
            .reversed());
    private ServicePlan plan;
    private boolean tokenExpired;
    private boolean planExpired;
    private long lastId = 81_000;

    /** True while the past of a seeded job is gone through, of which nobody is told. */
    private boolean quiet;

    /** An engine without jobs. */
    public JobEngine(MockClock clock, ServicePlan plan, JobScripts scripts, RandomGenerator guids) {
        this.clock = clock;
        this.plan = plan;
        this.scripts = scripts;
        this.guids = guids;
        this.accountId = newGuid();
    }

    // ---- what requests ask ----

    /** Counts a request to the API, or refuses it. */
    public void countRequest() {
        locked(() -> {
            if (tokenExpired) {
                throw ApiError.of(403, "TOKEN_EXPIRED", "The token has expired. Please generate a new one.");
            }
            if (planExpired) {
                throw ApiError.of(403, "PLAN_EXPIRED", "Your subscription has expired.");
            }
            limits.request(plan, clock.now());
            return null;
        });
    }

    /** Whether the token is good, without counting; for files. */
    public void checkToken() {
        locked(() -> {
            if (tokenExpired) {
                throw ApiError.of(403, "TOKEN_EXPIRED", "The token has expired. Please generate a new one.");
            }
            return null;
        });
    }

    /** Creates a job, or refuses it. */
    public MockJob create(String url, Map<String, @Nullable Object> options) {
        return create(url, options, scripts.of(url));
    }

    /** Creates a job that runs by a script of its own, or refuses it. */
    public MockJob create(String url, Map<String, @Nullable Object> options, JobScript script) {
        String platform = platform(url, script);
        return locked(() -> {
            if (plan.refusedPlatforms().contains(platform)) {
                throw ApiError.of(403, "PLATFORM_NOT_ALLOWED", "Your plan does not include " + platform + ".");
            }
            Instant now = clock.now();
            limits.creation(plan, now);
            findPlace(now);
            limits.created(now);
            ScriptedJob job = add(newGuid(), url, options, platform, script, now, true);
            tell(MockJobEvent.Type.CREATED, now, job);
            courses.begin(job, now);
            courses.settle(now);
            return job.snapshot();
        });
    }

    /** One job, or a refusal. */
    public MockJob get(UUID guid) {
        return locked(() -> known(guid).snapshot());
    }

    /** A page, newest first. */
    public Page list(int page, int limit) {
        return locked(() -> new Page(
                newestFirst.stream()
                        .skip((page - 1L) * limit)
                        .limit(limit)
                        .map(ScriptedJob::snapshot)
                        .toList(),
                newestFirst.size()));
    }

    /** Begins another attempt of a failed job, or refuses to. */
    public MockJob retry(UUID guid) {
        return locked(() -> {
            ScriptedJob job = known(guid);
            if (!job.status.equals("error")) {
                throw ApiError.invalid("Only a failed job can be retried; this one is " + job.status + ".");
            }
            Instant now = clock.now();
            limits.job(plan, now);
            if (job.takesSlot) {
                findPlace(now);
            }
            limits.retried(now);
            job.attempt++;
            job.script = job.script.retryScript();
            job.rows = rows(job.script, job.url, job.options);
            job.exported = 0;
            job.total = null;
            job.error = null;
            job.exportedAt = null;
            job.progressEventAt = null;
            job.status = "queueing";
            job.updatedAt = now;
            tell(MockJobEvent.Type.REQUEUED, now, job);
            courses.begin(job, now);
            courses.settle(now);
            return job.snapshot();
        });
    }

    /** Stops a job that has not ended, or refuses to. */
    public MockJob stop(UUID guid) {
        return locked(() -> {
            ScriptedJob job = known(guid);
            if (!job.underWay()) {
                throw ApiError.invalid("Only a queued or running job can be stopped; this one is " + job.status + ".");
            }
            Instant now = clock.now();
            job.status = "stopped";
            job.updatedAt = now;
            courses.end(job, now);
            courses.settle(now);
            return job.snapshot();
        });
    }

    /** The script that a job runs by in its present attempt. */
    public JobScript scriptOf(UUID guid) {
        return locked(() -> known(guid).script);
    }

    // ---- from inside ----

    @Override
    public List<MockJob> all() {
        return locked(() -> newestFirst.stream().map(ScriptedJob::snapshot).toList());
    }

    @Override
    public Optional<MockJob> find(UUID guid) {
        return locked(() -> Optional.ofNullable(byGuid.get(guid)).map(ScriptedJob::snapshot));
    }

    @Override
    public MockJob seed(SeedJob seed) {
        JobScript given = seed.script();
        JobScript script = given == null ? scripts.of(seed.url()) : given;
        String platform = platform(seed.url(), script);
        return locked(() -> {
            UUID wanted = seed.guid();
            UUID guid = wanted == null ? newGuid() : wanted;
            if (byGuid.containsKey(guid)) {
                throw new IllegalArgumentException("there is a job " + guid + " already");
            }
            Instant now = clock.now();
            Instant createdAt = now.minus(seed.age());
            ScriptedJob job = add(guid, seed.url(), seed.options(), platform, script, createdAt, false);
            courses.begin(job, createdAt);
            quiet = true;
            courses.settle(now);
            quiet = false;
            return job.snapshot();
        });
    }

    @Override
    public Registration onEvent(Consumer<MockJobEvent> listener) {
        return outbox.onEvent(listener);
    }

    /** Has somebody told, outside the lock, that the next due time may have changed. */
    public Registration onSchedule(Runnable listener) {
        scheduled = listener;
        listener.run();
        return () -> scheduled = () -> {};
    }

    @Override
    public UUID id() {
        return accountId;
    }

    @Override
    public void tokenExpired(boolean expired) {
        locked(() -> tokenExpired = expired);
    }

    @Override
    public void planExpired(boolean expired) {
        locked(() -> planExpired = expired);
    }

    @Override
    public void plan(ServicePlan value) {
        locked(() -> {
            plan = value;
            courses.startWaiting(clock.now());
            return plan;
        });
    }

    @Override
    public ServicePlan plan() {
        return locked(() -> plan);
    }

    @Override
    public @Nullable Instant nextDue() {
        lock.lock();
        try {
            return courses.nextDue();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void runDue() {
        locked(() -> null);
    }

    // ---- all under the lock ----

    private int slots() {
        return plan.running();
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            courses.settle(clock.now());
            return work.get();
        } finally {
            lock.unlock();
            outbox.deliver();
            scheduled.run();
        }
    }

    private void tell(MockJobEvent.Type type, Instant at, ScriptedJob job) {
        if (!quiet) {
            outbox.add(new MockJobEvent(type, at, job.snapshot()));
        }
    }

    private ScriptedJob add(
            UUID guid,
            String url,
            Map<String, @Nullable Object> options,
            String platform,
            JobScript script,
            Instant createdAt,
            boolean takesSlot) {
        Map<String, @Nullable Object> kept = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        ScriptedJob job = new ScriptedJob(
                ++lastId, guid, url, kept, platform, script, rows(script, url, kept), createdAt, takesSlot);
        byGuid.put(guid, job);
        newestFirst.add(job);
        return job;
    }

    private void findPlace(Instant now) {
        if (courses.underWay() >= (long) plan.running() + plan.queued()) {
            Instant free = courses.firstEnd().orElse(now.plus(Assumptions.UNKNOWN_WAIT));
            throw Limits.noPlace(plan, now, free);
        }
    }

    private ScriptedJob known(UUID guid) {
        ScriptedJob job = byGuid.get(guid);
        if (job == null) {
            throw ApiError.of(404, null, "There is no job " + guid + ".");
        }
        return job;
    }

    private static String platform(String url, JobScript script) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw unsupported();
        }
        boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        String detected = script.platform() == null ? Platforms.of(uri) : script.platform();
        if (!web || uri.getHost() == null || detected == null) {
            throw unsupported();
        }
        return detected;
    }

    private static ApiError unsupported() {
        return ApiError.of(400, "INVALID_URL", "The URL provided is not supported.");
    }

    private static int rows(JobScript script, String url, Map<String, @Nullable Object> options) {
        Integer set = script.rows();
        if (set != null) {
            return set;
        }
        if (options.get("limit") instanceof Number limit && limit.longValue() > 0) {
            return (int) Math.min(limit.longValue(), JobScript.MAX_ROWS);
        }
        return 120 + Math.floorMod(url.hashCode(), 880);
    }

    private UUID newGuid() {
        long high = (guids.nextLong() & ~0xF000L) | 0x4000L;
        long low = (guids.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low);
    }
}
