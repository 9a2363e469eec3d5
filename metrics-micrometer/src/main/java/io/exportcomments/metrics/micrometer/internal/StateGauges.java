package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.metrics.micrometer.names.ClientMeter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;

/**
 * A state as one gauge for each value it can have: 1 for the one that it has, 0 for the others.
 *
 * @param <E> the states
 */
final class StateGauges<E extends Enum<E>> {
    private volatile E state;

    StateGauges(E first) {
        state = first;
    }

    /** Puts the gauges into the registry; the state is the last of their tags. */
    void register(ClientMeters meters, ClientMeter meter, String... before) {
        for (E each : EnumSet.allOf(state.getDeclaringClass())) {
            String[] values = Arrays.copyOf(before, before.length + 1);
            values[before.length] = tag(each);
            meters.gauge(meter, this, gauges -> gauges.state == each ? 1 : 0, values);
        }
    }

    void set(E now) {
        state = now;
    }

    /** An enum constant as the value of a tag. */
    static String tag(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
