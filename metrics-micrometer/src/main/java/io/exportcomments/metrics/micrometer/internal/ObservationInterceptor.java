package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.metrics.micrometer.names.CallContext;
import io.exportcomments.metrics.micrometer.names.CallConvention;
import io.exportcomments.metrics.micrometer.names.ClientObservation;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Observes calls or attempts. It looks only: it gives back the chain's own future, and what handlers of the program
 * throw fails no call. The scope is open while the rest of the chain begins, on the caller's thread, and on no other.
 */
public final class ObservationInterceptor implements TransportInterceptor {
    private static final System.Logger LOG = System.getLogger("io.exportcomments");

    private final ClientObservation kind;
    private final String client;
    private final ObservationRegistry registry;
    private final CallConvention convention;
    private final ActiveObservations underWay;
    private final CallEnds ends;
    private final Runnable recorded;

    /**
     * An interceptor for calls, or for attempts.
     *
     * @param recorded runs after each recording
     */
    public ObservationInterceptor(
            ClientObservation kind,
            String client,
            ObservationRegistry registry,
            ActiveObservations underWay,
            CallEnds ends,
            Runnable recorded) {
        this.kind = kind;
        this.client = client;
        this.registry = registry;
        this.convention = new CallConvention(kind, client);
        this.underWay = underWay;
        this.ends = ends;
        this.recorded = recorded;
    }

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        if (registry.isNoop()) {
            return chain.proceed();
        }
        CallContext context = new CallContext(kind, client, call);
        Observation observation = begun(context);
        if (observation.isNoop()) {
            return chain.proceed();
        }
        CompletableFuture<T> future;
        try {
            future = within(observation, chain);
        } catch (RuntimeException | Error e) {
            ended(observation, context, e);
            throw e;
        }
        future.whenComplete((value, failure) -> ended(observation, context, failure));
        return future;
    }

    private Observation begun(CallContext context) {
        try {
            Observation observation = Observation.createNotStarted(null, convention, () -> context, registry);
            if (observation.isNoop()) {
                return observation;
            }
            if (kind == ClientObservation.CALL) {
                underWay.begun(context.call(), observation);
            } else {
                Observation parent = underWay.parentFor(context.call(), registry);
                if (parent != null) {
                    observation.parentObservation(parent);
                }
            }
            return observation.start();
        } catch (RuntimeException e) {
            passOver(e);
            underWay.ended(context.call());
            return Observation.NOOP;
        }
    }

    private static <T> CompletableFuture<T> within(Observation observation, Chain<T> chain) {
        Observation.Scope scope = opened(observation);
        try {
            return chain.proceed();
        } finally {
            close(scope);
        }
    }

    private static Observation.Scope opened(Observation observation) {
        try {
            return observation.openScope();
        } catch (RuntimeException e) {
            passOver(e);
            return Observation.Scope.NOOP;
        }
    }

    private static void close(Observation.Scope scope) {
        try {
            scope.close();
        } catch (RuntimeException e) {
            passOver(e);
        }
    }

    private void ended(Observation observation, CallContext context, @Nullable Throwable failure) {
        if (kind == ClientObservation.CALL) {
            underWay.ended(context.call());
        }
        CallEnds.End end = ends.of(context.call(), failure);
        context.ended(end.outcome(), end.code());
        try {
            if (end.error() != null) {
                observation.error(end.error());
            }
            observation.stop();
        } catch (RuntimeException e) {
            passOver(e);
        }
        recorded.run();
    }

    private static void passOver(RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "An observation handler failed; the call goes on", e);
    }
}
