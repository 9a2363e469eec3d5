package io.exportcomments.mock.internal.jobs;

import io.exportcomments.mock.internal.jobs.ScriptedJob.Slot;
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
import java.util.ArrayList;
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
public final class JobEngine implements Jobs, MockClock.Timed {

    /** A page of jobs and how many there are in all. */
    public record Page(List<MockJob> jobs, int total) {}

    private final MockClock clock;
    private final JobScripts scripts;
    private final AccountState account;
    private final BatchRegistry batches = new BatchRegistry();
    private final Outbox outbox = new Outbox();
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Runnable scheduled = () -> {};

    private final Limits limits = new Limits();
    private final JobScheduler scheduler = new JobScheduler(this::slots, this::tell);
    private final JobRegistry registry;

    /** True while the past of a seeded job is gone through, of which nobody is told. */
    private boolean quiet;

    /** An engine without jobs. */
    public JobEngine(MockClock clock, ServicePlan plan, JobScripts scripts, RandomGenerator guids) {
        this.clock = clock;
        this.scripts = scripts;
        this.registry = new JobRegistry(guids);
        this.account = new AccountState(registry.newGuid(), plan, this::planChanged);
    }

    /** Counts a request to the API, or refuses it. */
    public void countRequest() {
        locked(() -> {
            account.checkToken();
            account.checkPlan();
            limits.request(account.plan(), clock.now());
            return null;
        });
    }

    /** Whether the token is good, without counting; for files. */
    public void checkToken() {
        account.checkToken();
    }

    /** Creates a job, or refuses it; origin is what links of its webhooks begin with. */
    public MockJob create(String url, Map<String, @Nullable Object> options, @Nullable String origin) {
        return create(url, options, scripts.of(url), origin);
    }

    /** Creates a job that runs by a script of its own, or refuses it. */
    public MockJob create(
            String url, Map<String, @Nullable Object> options, JobScript script, @Nullable String origin) {
        String platform = Platforms.detect(url, script);
        return locked(() -> {
            account.checkPlatform(platform);
            Instant now = clock.now();
            limits.creation(account.plan(), now);
            findPlace(now);
            limits.created(now);
            ScriptedJob job =
                    registry.add(registry.newGuid(), url, options, platform, script, now, Slot.WITH_PLACE, origin);
            tell(MockJobEvent.Type.CREATED, now, job);
            scheduler.begin(job, now);
            scheduler.settle(now);
            return job.snapshot();
        });
    }

    /** Creates a job for each of several URLs that can be taken, or refuses them all. */
    public Batch createBatch(List<String> urls, Map<String, @Nullable Object> options, @Nullable String origin) {
        List<JobScript> chosen = urls.stream().map(scripts::of).toList();
        return locked(() -> {
            Instant now = clock.now();
            limits.batch(account.plan(), urls.size(), batches.underWay(), now);
            List<BatchRegistry.Item> items = new ArrayList<>();
            for (int i = 0; i < urls.size(); i++) {
                items.add(batched(urls.get(i), options, chosen.get(i), origin, now));
            }
            if (items.stream().anyMatch(item -> item.job() != null)) {
                limits.batchTaken(now);
            }
            scheduler.settle(now);
            return batches.add(registry.newGuid(), items);
        });
    }

    private BatchRegistry.Item batched(
            String url, Map<String, @Nullable Object> options, JobScript script, @Nullable String origin, Instant now) {
        try {
            String platform = Platforms.detect(url, script);
            account.checkPlatform(platform);
            limits.batched(account.plan(), now);
            ScriptedJob job =
                    registry.add(registry.newGuid(), url, options, platform, script, now, Slot.WITHOUT_PLACE, origin);
            tell(MockJobEvent.Type.CREATED, now, job);
            scheduler.begin(job, now);
            return new BatchRegistry.Item(url, job, null);
        } catch (ApiError error) {
            return new BatchRegistry.Item(url, null, error);
        }
    }

    /** A batch as it stands now, or a refusal. */
    public Batch batch(UUID id) {
        return locked(() -> batches.get(id));
    }

    /** One job, or a refusal. */
    public MockJob get(UUID guid) {
        return locked(() -> registry.visible(guid, clock.now()).snapshot());
    }

    /** A page, newest first. */
    public Page list(int page, int limit) {
        return locked(() -> registry.page(page, limit, clock.now()));
    }

    /** Begins another attempt of a failed job, or refuses to. */
    public MockJob retry(UUID guid) {
        return locked(() -> {
            ScriptedJob job = registry.visible(guid, clock.now());
            if (!job.status.equals("error")) {
                throw ApiError.wrongState("Only a failed job can be retried; this one is " + job.status + ".");
            }
            Instant now = clock.now();
            limits.job(account.plan(), now);
            if (job.slot == Slot.WITH_PLACE) {
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
            ScriptedJob job = registry.visible(guid, clock.now());
            if (!job.underWay()) {
                throw ApiError.wrongState(
                        "Only a queued or running job can be stopped; this one is " + job.status + ".");
            }
            Instant now = clock.now();
            job.status = "stopped";
            job.updatedAt = now;
            scheduler.end(job, now);
            scheduler.settle(now);
            return job.snapshot();
        });
    }

    /** Whether a job's files can be had now. */
    public boolean filesFound(MockJob job) {
        Instant done = job.exportedAt();
        return job.hasFiles()
                && done != null
                && !clock.now().isBefore(done.plus(scriptOf(job.guid()).traits().filesNotFoundFor()));
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
            Instant createdAt = clock.now().minus(seed.age());
            ScriptedJob job =
                    registry.add(guid, seed.url(), seed.options(), platform, script, createdAt, Slot.NONE, null);
            job.attempt = seed.attempt();
            scheduler.begin(job, createdAt);
            quiet = true;
            scheduler.settle(clock.now());
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

    /** The one account. */
    public Account account() {
        return account;
    }

    private void planChanged() {
        locked(() -> {
            scheduler.startWaiting(clock.now());
            return null;
        });
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
        return account.plan().running();
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
        ServicePlan plan = account.plan();
        if (scheduler.underWay() >= (long) plan.running() + plan.queued()) {
            Instant free = scheduler.firstEnd().orElse(now.plus(Assumptions.UNKNOWN_WAIT));
            throw Limits.noPlace(plan, now, free);
        }
    }
}
