package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.job.Operation;
import io.exportcomments.metrics.micrometer.names.CallContext;
import io.exportcomments.metrics.micrometer.names.CallConvention;
import io.exportcomments.metrics.micrometer.names.CallOutcome;
import io.exportcomments.metrics.micrometer.names.ClientKey;
import io.exportcomments.metrics.micrometer.names.ClientObservation;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Times calls or attempts where the program has no registry of observations: what Micrometer's own handler makes of an
 * observation, without the observation, which costs more than all else around a call. It looks only: it gives back the
 * chain's own future, and what the registry throws fails no call.
 */
public final class TimingInterceptor implements TransportInterceptor {
    private static final System.Logger LOG = System.getLogger("io.exportcomments");
    private static final String NO_ERROR = "none";

    private final ClientObservation kind;
    private final String client;
    private final MeterRegistry registry;
    private final Clock clock;
    private final CallConvention convention;
    private final CallEnds ends;
    private final Runnable recorded;
    private final Map<Operation, KnownTimers> byProgram = new EnumMap<>(Operation.class);
    private final Map<Operation, KnownTimers> byLibrary = new EnumMap<>(Operation.class);

    /** The timers that a kind of calls needs again and again, once they are made. */
    private static final class KnownTimers {
        private volatile @Nullable LongTaskTimer underWay;
        private volatile @Nullable Timer answered;
    }

    /**
     * An interceptor for calls, or for attempts.
     *
     * @param recorded runs after each recording
     */
    public TimingInterceptor(
            ClientObservation kind, String client, MeterRegistry registry, CallEnds ends, Runnable recorded) {
        this.kind = kind;
        this.client = client;
        this.registry = registry;
        this.clock = registry.config().clock();
        this.convention = new CallConvention(kind, client);
        this.ends = ends;
        this.recorded = recorded;
        for (Operation operation : Operation.values()) {
            byProgram.put(operation, new KnownTimers());
            byLibrary.put(operation, new KnownTimers());
        }
    }

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        Timing timing = begun(call);
        if (timing == null) {
            return chain.proceed();
        }
        CompletableFuture<T> future;
        try {
            future = chain.proceed();
        } catch (RuntimeException | Error e) {
            timing.accept(null, e);
            throw e;
        }
        future.whenComplete(timing);
        return future;
    }

    private @Nullable Timing begun(TransportCall call) {
        try {
            return new Timing(call, underWay(call).start(), clock.monotonicTime());
        } catch (RuntimeException e) {
            passOver(e);
            return null;
        }
    }

    private KnownTimers known(TransportCall call) {
        return Objects.requireNonNull((call.background() ? byLibrary : byProgram).get(call.operation()));
    }

    private LongTaskTimer underWay(TransportCall call) {
        KnownTimers known = known(call);
        LongTaskTimer timer = known.underWay;
        if (timer == null) {
            Tags tags = tags(new CallContext(kind, client, call));
            timer = registry.more().longTaskTimer(kind.getName() + ".active", tags);
            known.underWay = timer;
        }
        return timer;
    }

    private Tags tags(CallContext context) {
        Tags tags = Tags.empty();
        for (var each : convention.getLowCardinalityKeyValues(context)) {
            tags = tags.and(each.getKey(), each.getValue());
        }
        return tags;
    }

    private Timer timer(TransportCall call, CallEnds.End end) {
        if (end.outcome() != CallOutcome.SUCCESS) {
            return made(call, end);
        }
        KnownTimers known = known(call);
        Timer timer = known.answered;
        if (timer == null) {
            timer = made(call, end);
            known.answered = timer;
        }
        return timer;
    }

    private Timer made(TransportCall call, CallEnds.End end) {
        CallContext context = new CallContext(kind, client, call);
        context.ended(end.outcome(), end.code());
        String error = end.error() == null ? NO_ERROR : end.error().getClass().getSimpleName();
        return registry.timer(kind.getName(), tags(context).and(ClientKey.ERROR.asString(), error));
    }

    private static void passOver(RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "A registry of meters failed; the call goes on", e);
    }

    /** One call, from its beginning to its end. */
    private final class Timing implements BiConsumer<@Nullable Object, @Nullable Throwable> {
        private final TransportCall call;
        private final LongTaskTimer.Sample active;
        private final long begin;

        Timing(TransportCall call, LongTaskTimer.Sample active, long begin) {
            this.call = call;
            this.active = active;
            this.begin = begin;
        }

        @Override
        public void accept(@Nullable Object answer, @Nullable Throwable failure) {
            try {
                long took = clock.monotonicTime() - begin;
                active.stop();
                timer(call, ends.of(call, failure)).record(took, TimeUnit.NANOSECONDS);
            } catch (RuntimeException e) {
                passOver(e);
            }
            recorded.run();
        }
    }
}
