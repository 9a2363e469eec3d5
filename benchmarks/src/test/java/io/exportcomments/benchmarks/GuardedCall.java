package io.exportcomments.benchmarks;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Plan;
import io.exportcomments.logging.slf4j.ClientLog;
import io.exportcomments.metrics.micrometer.ClientMetrics;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.Timekeeper;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call in memory, with a log, metrics and policies around it, and without them. */
final class GuardedCall implements Comparison {
    static final String ALONE = "exportcomments, the client alone";
    static final String BY_HAND = "the client, Resilience4j and Micrometer by hand";

    private static final Logger LOG = LoggerFactory.getLogger(GuardedCall.class);

    private final JobGuid guid = JobGuid.of(Samples.GUID);
    private final Job job = Job.builder(guid, JobStatus.DONE).build();
    private final SilentTransport transport = new SilentTransport();
    private final SlowTime time = new SlowTime();
    private final ExportComments alone = builder().build();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ClientMetrics metrics = ClientMetrics.of(meters);
    private final ExportComments guarded = guarded();

    private final ObservationRegistry observations = ObservationRegistry.create();
    private final Retry retry = Retry.ofDefaults("by hand");
    private final Bulkhead bulkhead = Bulkhead.ofDefaults("by hand");
    private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("by hand");
    private final ScheduledExecutorService pauses = Executors.newSingleThreadScheduledExecutor();

    GuardedCall() {
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    }

    private ExportCommentsBuilder builder() {
        return ExportComments.builder()
                .token(ClientCalls.TOKEN)
                .transport(settings -> transport)
                .timekeeper(time);
    }

    private ExportComments guarded() {
        ClientLog log = ClientLog.create();
        Policies policies = Policies.builder(Plan.BUSINESS)
                .timekeeper(time)
                .listener(metrics.listener())
                .build();
        return builder()
                .interceptor(log.calls())
                .interceptor(metrics.calls())
                .interceptor(policies)
                .interceptor(metrics.attempts())
                .interceptor(log.attempts())
                .listener(metrics.listener())
                .listener(policies.listener())
                .build();
    }

    @Override
    public Map<String, Work> sides() {
        return Map.of(
                OURS, () -> answered(guarded.async().get(guid)),
                ALONE, () -> answered(alone.async().get(guid)),
                BY_HAND, () -> answered(byHand()));
    }

    private Job answered(CompletionStage<Job> call) {
        time.tick();
        transport.answer(job);
        return call.toCompletableFuture().join();
    }

    /** No limits of the plan, and no attempts of their own. */
    private CompletionStage<Job> byHand() {
        long begin = System.nanoTime();
        Observation observation = Observation.start("call", observations);
        observation.lowCardinalityKeyValue("operation", "get");
        CompletionStage<Job> call = Retry.decorateCompletionStage(
                        retry,
                        pauses,
                        Bulkhead.decorateCompletionStage(
                                bulkhead,
                                CircuitBreaker.decorateCompletionStage(
                                        breaker, () -> alone.async().get(guid))))
                .get();
        return call.whenComplete((answer, failure) -> {
            observation.stop();
            if (failure != null) {
                LOG.info("get failed after {} ns: {}", System.nanoTime() - begin, failure.toString());
            }
        });
    }

    /** A second for each call, so that the plan never makes one wait. */
    private static final class SlowTime implements Timekeeper {
        private long nanos;

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        void tick() {
            nanos += Duration.ofSeconds(1).toNanos();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public double random() {
            return 0.5;
        }
    }

    @Override
    public void close() {
        guarded.close();
        alone.close();
        metrics.close();
        pauses.shutdown();
    }
}
