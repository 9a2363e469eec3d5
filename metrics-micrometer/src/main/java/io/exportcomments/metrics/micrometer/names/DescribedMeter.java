package io.exportcomments.metrics.micrometer.names;

import io.micrometer.core.instrument.docs.MeterDocumentation;

/** A meter of the library, with what it says. */
public interface DescribedMeter extends MeterDocumentation {
    /** What it says, in a few words. */
    String description();
}
