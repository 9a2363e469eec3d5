package io.exportcomments.metrics.micrometer.names;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** What is observed: a timer for each, a timer of those under way, and a span where the program has tracing. */
public enum ClientObservation implements ObservationDocumentation {
    /** A call as the program or a watch makes it, with all its attempts and waits. */
    CALL("exportcomments.client.calls", "Calls, with all their attempts and waits"),
    /** One exchange with the service. */
    ATTEMPT("exportcomments.client.attempts", "Single exchanges with the service");

    private final String meter;
    private final String description;

    ClientObservation(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    @Override
    public String getName() {
        return meter;
    }

    /** What it measures, in a few words. */
    public String description() {
        return description;
    }

    @Override
    public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
        return CallConvention.class;
    }

    @Override
    public KeyName[] getLowCardinalityKeyNames() {
        return new KeyName[] {
            ClientKey.CLIENT, ClientKey.OPERATION, ClientKey.CALLER, ClientKey.OUTCOME, ClientKey.ERROR_CODE
        };
    }

    @Override
    public KeyName[] getHighCardinalityKeyNames() {
        return new KeyName[] {ClientKey.JOB_GUID};
    }

    /** The keys that are known from the beginning: the tags of the timer of those under way. */
    public KeyName[] firstKeyNames() {
        return new KeyName[] {ClientKey.CLIENT, ClientKey.OPERATION, ClientKey.CALLER};
    }
}
