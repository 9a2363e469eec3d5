package io.exportcomments.campaign;

import io.exportcomments.campaign.Schedule.PlannedFault;
import io.exportcomments.campaign.Schedule.Setting;
import io.exportcomments.campaign.Schedule.Sources;
import io.exportcomments.campaign.Schedule.Store;
import io.exportcomments.job.JobStatus;
import java.time.Duration;

/** How late an end may be told while all is well, by each of the sources. */
final class Punctuality {
    /** How old a state gets at most before it is read again. */
    private static final Duration CHECKED = Duration.ofSeconds(62);

    private static final Duration POLLED = Duration.ofSeconds(21);
    /** Until the next source, and the one behind it, has been asked. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(11);

    private static final Duration PUSHED = Duration.ofSeconds(2);
    /** One delivery is sent after the other. */
    private static final Duration DELIVERED = Duration.ofSeconds(5);

    private Punctuality() {}

    /** Whether there was no trouble at a time, nor for so long before that it could still be felt. */
    static boolean isFair(Run run, Duration at) {
        Setting setting = run.schedule.setting();
        if (setting.policies() || run.world.refusals() > 0) {
            return false;
        }
        if (setting.sources().has(Sources.WEBHOOK)
                && !setting.sources().has(Sources.WEBSOCKET)
                && setting.store() == Store.SMALL) {
            return false;
        }
        return standsIn(run)
                || run.schedule.faults().isEmpty()
                || (at.compareTo(run.calmSince.plus(ScheduleMaker.AFTERMATH)) >= 0
                        && run.schedule.faults().stream().noneMatch(Punctuality::holdsOn));
    }

    /** Whether all that went wrong is a source that knows that it is away, with polling behind it. */
    static boolean standsIn(Run run) {
        return run.schedule.setting().sources().has(Sources.POLLING)
                && run.schedule.faults().stream().anyMatch(fault -> fault.kind() == FaultKind.SOCKETS_REFUSED)
                && run.schedule.faults().stream()
                        .allMatch(fault ->
                                fault.kind() == FaultKind.SOCKETS_REFUSED || fault.kind() == FaultKind.SOCKETS_CUT);
    }

    /** From when on the time until an end is heard counts: where something stands in, trouble is no excuse. */
    static Duration counted(Run run, Duration begun) {
        if (!standsIn(run)) {
            return begun.compareTo(run.calmSince) > 0 ? begun : run.calmSince;
        }
        return run.schedule.faults().stream()
                .map(PlannedFault::at)
                .filter(at -> at.compareTo(begun) > 0 && at.compareTo(begun.plus(POLLED)) < 0)
                .max(Duration::compareTo)
                .orElse(begun);
    }

    /** The service's final word is believed for minutes. */
    private static boolean holdsOn(PlannedFault fault) {
        return fault.kind() == FaultKind.TOKENS_INVALID;
    }

    /** The longest time from the end to the listener. */
    static Duration bound(Run run, JobStatus end) {
        Setting setting = run.schedule.setting();
        Duration ways =
                setting.latency().multipliedBy(6).plus(setting.dawdling().multipliedBy(3));
        Sources sources = setting.sources();
        if (sources == Sources.NONE) {
            return CHECKED.plus(ways);
        }
        if (sources == Sources.POLLING || standsIn(run)) {
            return (standsIn(run) ? POLLED.plus(TAKEN_OVER) : POLLED).plus(ways);
        }
        Duration pushed = sources.has(Sources.WEBSOCKET) ? PUSHED.plus(ways) : DELIVERED.plus(ways.multipliedBy(4));
        return end == JobStatus.STOPPED ? CHECKED.plus(ways) : pushed;
    }
}
