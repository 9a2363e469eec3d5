package io.exportcomments.metrics.micrometer.names;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;

/** The meters beside the observations of calls. */
public enum ClientMeter implements DescribedMeter {
    /** How many jobs are watched, by the source that each lives on; {@code none} until one is live. */
    WATCHED_JOBS(
            "watched.jobs", Meter.Type.GAUGE, "Jobs that are watched, by the source each lives on", ClientKey.SOURCE),
    /** How an update source stands: 1 for the state that it is in, 0 for the others. */
    SOURCE_STATE(
            "source.state",
            Meter.Type.GAUGE,
            "1 for the state that an update source or its socket is in",
            ClientKey.SOURCE,
            ClientKey.STATE),
    /** What a limit of the plan still allows, as of the last time that it was used or gave something back. */
    LIMIT_LEFT("limit.left", Meter.Type.GAUGE, "What a limit of the plan still allows", ClientKey.LIMIT),
    /** How many calls wait for a limit of the plan. */
    LIMIT_WAITING("limit.waiting", Meter.Type.GAUGE, "Calls that wait for a limit of the plan", ClientKey.LIMIT),
    /** How long calls waited for a turn in the limits that programs share, by whether they got it. */
    SHARED_TURNS(
            "shared.turns", Meter.Type.TIMER, "Waits for a turn in the limits that programs share", ClientKey.OUTCOME),
    /** How many calls wait for a turn there. */
    SHARED_WAITING("shared.waiting", Meter.Type.GAUGE, "Calls that wait for a turn in the limits that programs share"),
    /** How the circuit breaker stands: 1 for the state that it is in, 0 for the others. */
    BREAKER_STATE("breaker.state", Meter.Type.GAUGE, "1 for the state that the circuit breaker is in", ClientKey.STATE),
    /** Updates that went to the program. */
    UPDATES("updates", Meter.Type.COUNTER, "Updates that went to the program", ClientKey.SOURCE),
    /** Ends of attempts that went to the program. */
    ENDS("ends", Meter.Type.COUNTER, "Ends of watched jobs that went to the program", ClientKey.STATUS),
    /** Old, doubled or impossible observations. */
    OBSERVATIONS_DROPPED(
            "observations.dropped",
            Meter.Type.COUNTER,
            "Old, doubled or impossible observations, which changed nothing",
            ClientKey.SOURCE),
    /** Gaps of sources, counted for each job. */
    GAPS("gaps", Meter.Type.COUNTER, "Times that a source may have missed something of a job", ClientKey.SOURCE),
    /** Failovers, counted for each job. */
    FAILOVERS(
            "failovers",
            Meter.Type.COUNTER,
            "Times that a job's next source was asked to take over",
            ClientKey.FROM,
            ClientKey.TO),
    /** Readings that failed while a watch goes on. */
    FAILED_READINGS(
            "failed.readings", Meter.Type.COUNTER, "Readings of a watched job's state that failed and are repeated"),
    /** Readings made because a job's state was old. */
    RECONCILIATIONS("reconciliations", Meter.Type.COUNTER, "Readings of a job's state only because it was old"),
    /** What sources passed over. */
    PUSHES_IGNORED(
            "pushes.ignored",
            Meter.Type.COUNTER,
            "Things sent to a source that it passed over",
            ClientKey.SOURCE,
            ClientKey.REASON),
    /** Pauses of the whole account: how often, and for how long. */
    ACCOUNT_PAUSES("account.pauses", Meter.Type.TIMER, "Pauses of the whole account after a 429"),
    /** Pauses before a call is sent again. */
    RETRIES(
            "retries",
            Meter.Type.COUNTER,
            "Times that a call of the program waited before it was sent again",
            ClientKey.REASON),
    /** Webhook deliveries by what became of them. */
    WEBHOOK_DELIVERIES("webhook.deliveries", Meter.Type.COUNTER, "Webhook deliveries", ClientKey.OUTCOME);

    private final String meter;
    private final Meter.Type type;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // written once, and handed out only as a copy
    private final KeyName[] keys;

    ClientMeter(String shortName, Meter.Type type, String description, ClientKey... further) {
        this.meter = "exportcomments.client." + shortName;
        this.type = type;
        this.description = description;
        this.keys = KeyName.merge(new KeyName[] {ClientKey.CLIENT}, further);
    }

    @Override
    public String getName() {
        return meter;
    }

    @Override
    public Meter.Type getType() {
        return type;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public KeyName[] getKeyNames() {
        return keys.clone();
    }
}
