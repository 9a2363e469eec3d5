package io.exportcomments.policy.resilience4j;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.Sent;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import io.exportcomments.job.Plan;
import io.exportcomments.port.TransportCall;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A service in virtual time that has so many places for jobs, and refuses what finds none. */
final class PlacesService {
    private final VirtualTimekeeper time;
    private final Plan plan;
    private final Random random;
    private final Map<JobGuid, JobStatus> jobs = new LinkedHashMap<>();

    int refusals;
    int mostAtOnce;

    PlacesService(VirtualTimekeeper time, Plan plan, long seed) {
        this.time = time;
        this.plan = plan;
        this.random = new Random(seed);
    }

    int created() {
        return jobs.size();
    }

    int running() {
        return (int)
                jobs.values().stream().filter(status -> !status.isTerminal()).count();
    }

    private int places() {
        return plan.runningExports() + plan.queuedExports();
    }

    /** An exchange that takes a while there and back; a lost answer comes to nothing. */
    private <T> CompletableFuture<T> exchange(boolean loseTheAnswer, Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        time.schedule(Duration.ofMillis(5 + random.nextInt(200)), () -> {
            try {
                T result = work.get();
                time.schedule(Duration.ofMillis(5 + random.nextInt(200)), () -> {
                    if (loseTheAnswer) {
                        answer.completeExceptionally(
                                new ConnectionException(ErrorContext.NONE, Sent.MAYBE, true, "lost", null));
                    } else {
                        answer.complete(result);
                    }
                });
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    CompletableFuture<Job> create(AccountLimits limits, boolean loseTheAnswer) {
        return limits.intercept(ModelService.call(Operation.CREATE), () -> exchange(loseTheAnswer, this::start));
    }

    private Job start() {
        if (running() >= places()) {
            refusals++;
            throw ModelService.refusal(RateLimit.RUNNING_EXPORTS, 30);
        }
        JobGuid guid = JobGuid.of(new UUID(0x4000L | (long) jobs.size() << 32, 0x8000000000000000L).toString());
        jobs.put(guid, JobStatus.QUEUEING);
        mostAtOnce = Math.max(mostAtOnce, running());
        time.schedule(
                Duration.ofSeconds(20 + random.nextInt(100)),
                () -> jobs.put(guid, random.nextInt(5) == 0 ? JobStatus.ERROR : JobStatus.DONE));
        return job(guid);
    }

    private Job job(JobGuid guid) {
        JobStatus status = jobs.get(guid);
        if (status == null) {
            throw new NotFoundException(ErrorContext.of(Operation.GET, guid), null);
        }
        return Job.builder(guid, status).build();
    }

    CompletableFuture<Job> get(AccountLimits limits, JobGuid guid) {
        TransportCall call = new TransportCall(Operation.GET, java.util.Optional.of(guid), OptionalLong.empty(), true);
        return limits.intercept(call, () -> exchange(false, () -> job(guid)));
    }

    /** The newest 20 jobs. */
    CompletableFuture<JobPage> list(AccountLimits limits) {
        return limits.intercept(
                ModelService.call(Operation.LIST),
                () -> exchange(false, () -> {
                    List<JobGuid> all = new ArrayList<>(jobs.keySet());
                    List<Job> newest = all.subList(Math.max(0, all.size() - 20), all.size()).stream()
                            .map(this::job)
                            .toList();
                    return new JobPage(newest, 1, 20, OptionalLong.empty());
                }));
    }
}
