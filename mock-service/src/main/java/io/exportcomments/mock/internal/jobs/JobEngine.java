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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All jobs of the mock. What they do is a function of the clock: whatever is due is done, in order of time,
 * before anything is looked at or changed.
 */
public final class JobEngine implements Jobs, Account, MockClock.Timed {

    /** A page of jobs and how many there are in all. */
    public record Page(List<MockJob> jobs, int total) {}

    private final MockClock clock;
    private final JobScripts scripts;
    private final UUID accountId;
    private final Outbox outbox = new Outbox();
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Runnable scheduled = () -> {};

    private final Limits limits = new Limits();
    private final JobScheduler scheduler = new JobScheduler(this::slots, this::tell);
    private final JobRegistry registry;
    private ServicePlan plan;
    private boolean tokenExpired;
    private boolean planExpired;

    /** True while the past of a seeded job is gone through, of which nobody is told. */
    private boolean quiet;

    /** An engine without jobs. */
    public JobEngine(MockClock clock, ServicePlan plan, JobScripts scripts, RandomGenerator guids) {
        this.clock = clock;
        this.plan = plan;
        this.scripts = scripts;
        this.registry = new JobRegistry(guids);
        this.accountId = registry.newGuid();
    }

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
        String platform = Platforms.detect(url, script);
        return locked(() -> {
            if (plan.refusedPlatforms().contains(platform)) {
                throw ApiError.of(403, "PLATFORM_NOT_ALLOWED", "Your plan does not include " + platform + ".");
            }
            Instant now = clock.now();
            limits.creation(plan, now);
            findPlace(now);
            limits.created(now);
            ScriptedJob job = registry.add(registry.newGuid(), url, options, platform, script, now, true);
            tell(MockJobEvent.Type.CREATED, now, job);
            scheduler.begin(job, now);
            scheduler.settle(now);
            return job.snapshot();
        });
    }

    /** One job, or a refusal. */
    public MockJob get(UUID guid) {
        return locked(() -> registry.known(guid).snapshot());
    }

    /** A page, newest first. */
    public Page list(int page, int limit) {
        return locked(() -> registry.page(page, limit));
    }

    /** Begins another attempt of a failed job, or refuses to. */
    public MockJob retry(UUID guid) {
        return locked(() -> {
            ScriptedJob job = registry.known(guid);
            if (!job.status.equals("error")) {
                throw ApiError.invalid("Only a failed job can be retried; this one is " + job.status + ".");
            }
            Instant now = clock.now();
            limits.job(plan, now);
            if (job.takesSlot) {
                findPlace(now);
            }
            limits.retried(now);
            job.beginAttempt(now);
            tell(MockJobEvent.Type.REQUEUED, now, job);
            scheduler.begin(job, now);
            scheduler.settle(now);
            return job.snapshot();
        });
    }

    /** Stops a job that has not ended, or refuses to. */
    public MockJob stop(UUID guid) {
        return locked(() -> {
            ScriptedJob job = registry.known(guid);
            if (!job.underWay()) {
                throw ApiError.invalid("Only a queued or running job can be stopped; this one is " + job.status + ".");
            }
            Instant now = clock.now();
            job.status = "stopped";
            job.updatedAt = now;
            scheduler.end(job, now);
            scheduler.settle(now);
            return job.snapshot();
        });
    }

    /** The script that a job runs by in its present attempt. */
    public JobScript scriptOf(UUID guid) {
        return locked(() -> registry.known(guid).script);
    }

    @Override
    public List<MockJob> all() {
        return locked(registry::all);
    }

    @Override
    public Optional<MockJob> find(UUID guid) {
        return locked(() -> registry.find(guid).map(ScriptedJob::snapshot));
    }

    @Override
    public MockJob seed(SeedJob seed) {
        JobScript given = seed.script();
        JobScript script = given == null ? scripts.of(seed.url()) : given;
        String platform = Platforms.detect(seed.url(), script);
        return locked(() -> {
            UUID wanted = seed.guid();
            UUID guid = wanted == null ? registry.newGuid() : wanted;
            if (registry.has(guid)) {
                throw new IllegalArgumentException("there is a job " + guid + " already");
            }
            Instant now = clock.now();
            Instant createdAt = now.minus(seed.age());
            ScriptedJob job = registry.add(guid, seed.url(), seed.options(), platform, script, createdAt, false);
            scheduler.begin(job, createdAt);
            quiet = true;
            scheduler.settle(now);
            quiet = false;
            return job.snapshot();
        });
    }

    @Override
    public Registration onEvent(Consumer<MockJobEvent> listener) {
        return outbox.onEvent(listener);
    }

    /** Sets what runs, outside the lock, when the next due time may have changed. */
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
            scheduler.startWaiting(clock.now());
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
            return scheduler.nextDue();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void runDue() {
        locked(() -> null);
    }

    // All below only under the lock.

    private int slots() {
        return plan.running();
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            scheduler.settle(clock.now());
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

    private void findPlace(Instant now) {
        if (scheduler.underWay() >= (long) plan.running() + plan.queued()) {
            Instant free = scheduler.firstEnd().orElse(now.plus(Assumptions.UNKNOWN_WAIT));
            throw Limits.noPlace(plan, now, free);
        }
    }
}
