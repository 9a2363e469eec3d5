package io.exportcomments.metrics.micrometer.names;

import io.exportcomments.job.Operation;
import io.exportcomments.port.TransportCall;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import java.util.EnumMap;
import java.util.Map;

/**
 * How observations of calls and attempts are named and tagged, unless the program's registry has a convention of its
 * own for {@link CallContext}. Immutable.
 */
public final class CallConvention implements ObservationConvention<CallContext> {
    private final ClientObservation kind;
    private final Map<Operation, KeyValues> byProgram;
    private final Map<Operation, KeyValues> byLibrary;

    /** The convention for calls, or for attempts, of a client of this name. */
    public CallConvention(ClientObservation kind, String client) {
        this.kind = kind;
        this.byProgram = beginnings(client, "program");
        this.byLibrary = beginnings(client, "library");
    }

    private static Map<Operation, KeyValues> beginnings(String client, String caller) {
        Map<Operation, KeyValues> beginnings = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            beginnings.put(
                    operation,
                    KeyValues.of(
                            ClientKey.CLIENT.withValue(client),
                            ClientKey.OPERATION.withValue(tag(operation)),
                            ClientKey.CALLER.withValue(caller)));
        }
        return beginnings;
    }

    private static String tag(Operation operation) {
        return operation.label().replace(' ', '-');
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof CallContext call && call.kind() == kind;
    }

    @Override
    public String getName() {
        return kind.getName();
    }

    @Override
    public String getContextualName(CallContext context) {
        String name = "exportcomments " + context.call().operation().label();
        return kind == ClientObservation.ATTEMPT ? name + " attempt" : name;
    }

    /**
     * What is known: at the beginning without outcome and error code, so that the timer of calls under way has no empty
     * tags.
     */
    @Override
    public KeyValues getLowCardinalityKeyValues(CallContext context) {
        TransportCall call = context.call();
        KeyValues beginning =
                (call.background() ? byLibrary : byProgram).getOrDefault(call.operation(), KeyValues.empty());
        return context.outcome()
                .map(outcome -> beginning.and(
                        ClientKey.OUTCOME.withValue(outcome.tag()),
                        ClientKey.ERROR_CODE.withValue(context.errorCode())))
                .orElse(beginning);
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(CallContext context) {
        return context.call()
                .guid()
                .map(guid -> KeyValues.of(ClientKey.JOB_GUID.withValue(guid.value())))
                .orElse(KeyValues.empty());
    }
}
