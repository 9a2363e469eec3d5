package io.exportcomments.policy.resilience4j;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A service in virtual time: each exchange takes as long as the test says, and may go wrong as the test says. */
final class ModelService {
    static final JobGuid GUID = JobGuid.of("11111111-1111-4111-8111-111111111111");

    final VirtualTimekeeper time = new VirtualTimekeeper();

    /** Every exchange that reached the service, in the order in which they left. */
    final List<Exchange> exchanges = new ArrayList<>();

    /** What goes wrong with the next exchanges, one each; an empty one answers well. */
    final Deque<Optional<Throwable>> script = new ArrayDeque<>();

    /** How long an exchange takes until the service takes it, and until its answer is back. */
    Supplier<Duration> there = () -> Duration.ofMillis(10);

    Supplier<Duration> back = () -> Duration.ofMillis(10);

    /** The status of the jobs that it answers with. */
    JobStatus status = JobStatus.DONE;

    /** Whether the next exchanges get no answer at all. */
    boolean silent;

    static final class Exchange {
        final Operation operation;
        final boolean background;
        final int caller;
        final long left;
        long counted = -1;
        boolean cancelled;

        Exchange(Operation operation, boolean background, int caller, long left) {
            this.operation = operation;
            this.background = background;
            this.caller = caller;
            this.left = left;
        }
    }

    private int callers;
    private int jobs;

    static TransportCall call(Operation operation) {
        return new TransportCall(operation, Optional.empty(), OptionalLong.empty(), false);
    }

    TransportCall call(Operation operation, Duration allowed) {
        return new TransportCall(
                operation, Optional.empty(), OptionalLong.of(time.nanoTime() + allowed.toNanos()), false);
    }

    static TransportCall background(Operation operation) {
        return new TransportCall(operation, Optional.empty(), OptionalLong.empty(), true);
    }

    CompletableFuture<Job> ask(TransportInterceptor policy, TransportCall call) {
        int caller = callers++;
        return policy.intercept(call, () -> exchange(call, caller));
    }

    private CompletableFuture<Job> exchange(TransportCall call, int caller) {
        Exchange exchange = new Exchange(call.operation(), call.background(), caller, time.nanoTime());
        exchanges.add(exchange);
        CompletableFuture<Job> answer = new CompletableFuture<>();
        answer.whenComplete((job, failure) -> exchange.cancelled = answer.isCancelled());
        if (silent) {
            return answer;
        }
        Optional<Throwable> trouble = script.isEmpty() ? Optional.empty() : script.poll();
        time.schedule(there.get(), () -> {
            if (answer.isCancelled()) {
                return;
            }
            exchange.counted = time.nanoTime();
            time.schedule(back.get(), () -> {
                if (trouble.isPresent()) {
                    answer.completeExceptionally(trouble.get());
                } else {
                    answer.complete(job(call));
                }
            });
        });
        return answer;
    }

    private Job job(TransportCall call) {
        JobGuid guid = call.guid()
                .orElseGet(() -> JobGuid.of(new UUID(0x4000L | (long) ++jobs << 32, 0x8000000000000000L).toString()));
        return Job.builder(guid, status).build();
    }

    void next(Throwable trouble) {
        script.add(Optional.of(trouble));
    }

    /** A 429. */
    static RateLimitException refusal(RateLimit limit, int seconds) {
        return new RateLimitException(
                ErrorContext.of(Operation.GET, null).answered(429, "LIMIT", null),
                limit,
                Optional.of(Duration.ofSeconds(seconds)),
                null);
    }

    int sent() {
        return exchanges.size();
    }
}
