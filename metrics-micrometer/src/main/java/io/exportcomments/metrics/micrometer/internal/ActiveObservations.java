package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.port.TransportCall;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The observations of calls under way, so that an attempt finds the one it belongs to. Its thread does not tell: an
 * attempt may begin on a timer's thread, or on that of another call which made room for it.
 */
public final class ActiveObservations {
    private final Map<Key, Observation> calls = new ConcurrentHashMap<>();

    void begun(TransportCall call, Observation observation) {
        calls.put(new Key(call), observation);
    }

    void ended(TransportCall call) {
        calls.remove(new Key(call));
    }

    /** The observation to hang an attempt on; null to leave it where its thread puts it. */
    @Nullable Observation parentFor(TransportCall call, ObservationRegistry registry) {
        Observation own = calls.get(new Key(call));
        return own == null || isWithin(registry.getCurrentObservation(), own) ? null : own;
    }

    private static boolean isWithin(@Nullable Observation current, Observation call) {
        ObservationView step = current;
        while (step != null && step != call) {
            step = step.getContextView().getParentObservation();
        }
        return step != null;
    }

    /** A call and no other, even one that is equal. */
    private static final class Key {
        private final TransportCall call;

        Key(TransportCall call) {
            this.call = call;
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.call == call;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(call);
        }
    }
}
