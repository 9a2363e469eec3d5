package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.metrics.micrometer.names.ClientMeter;
import io.micrometer.core.instrument.Counter;

/**
 * The counters of one update source, all there from the first time that it is heard of: a rate needs to see them at
 * zero.
 */
record SourceMeters(Counter updates, Counter dropped, Counter gaps) {
    static SourceMeters of(ClientMeters meters, String source) {
        return new SourceMeters(
                meters.counter(ClientMeter.UPDATES, source),
                meters.counter(ClientMeter.OBSERVATIONS_DROPPED, source),
                meters.counter(ClientMeter.GAPS, source));
    }
}
