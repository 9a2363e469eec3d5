package io.exportcomments.campaign;

import io.exportcomments.job.Plan;
import io.exportcomments.mock.answer.AnswerStyle;
import io.exportcomments.mock.job.JobScript;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is to happen in one run, made of its seed; parts may have been left out since. Times count from the run's
 * beginning.
 */
public record Schedule(long seed, Setting setting, List<PlannedJob> jobs, List<PlannedFault> faults) {

    /** Which update sources the client has, the preferred one first. */
    public enum Sources {
        POLLING,
        WEBSOCKET,
        WEBHOOK,
        WEBSOCKET_POLLING,
        WEBHOOK_POLLING,
        WEBSOCKET_WEBHOOK,
        ALL_THREE,
        NONE;

        public boolean has(Sources one) {
            return this == one || this == ALL_THREE || name().contains(one.name());
        }
    }

    /** How the webhook's receiver keeps deliveries. */
    public enum Store {
        LARGE,
        SMALL,
        UNTIL_HANDLED
    }

    /**
     * What holds for the whole run.
     *
     * @param policies whether limits, retries and the breaker stand around the calls
     * @param latency how long a message is on its way at most
     * @param dawdling how long the program's executor may take before it runs something
     * @param threads whether each task of the program has a thread, so that it can block
     * @param account whether connecting subscribes to the account's channel
     * @param closesAt when the program closes its client, in the middle of all; null if it lets everything end first
     */
    public record Setting(
            Sources sources,
            Store store,
            Plan plan,
            boolean policies,
            AnswerStyle style,
            Duration latency,
            Duration dawdling,
            boolean threads,
            boolean account,
            @Nullable Duration closesAt) {}

    /** Where a job comes from. */
    public enum Origin {
        /** The program creates it. */
        CREATED,
        /** It is there, by another program. */
        FOUND
    }

    /**
     * A job.
     *
     * @param number by which it is named, also when others were left out
     * @param twin whether its URL is that of the job before
     */
    public record PlannedJob(
            int number,
            Origin origin,
            boolean twin,
            Duration at,
            JobScript course,
            List<PlannedWatch> watches,
            List<PlannedCommand> commands) {}

    /** What a listener is like. */
    public enum Ear {
        PLAIN,
        BLOCKS,
        THROWS,
        CANCELS,
        CANCELS_INSIDE,
        ONE_BY_ONE,
        AWAITS
    }

    /**
     * A watch.
     *
     * @param after how long after its job is there it begins
     * @param length of a block, a life or a pause
     * @param count at which update it throws or cancels
     */
    public record PlannedWatch(Ear ear, Duration after, Duration length, int count) {}

    /** What is done to a job, by the program or by another. */
    public enum Command {
        STOP,
        RETRY,
        STOP_ELSEWHERE,
        RETRY_ELSEWHERE
    }

    /** A command; {@code at} counts from the job's beginning. */
    public record PlannedCommand(Command command, Duration at) {}

    /**
     * A fault.
     *
     * @param number by which it is named, also when others were left out
     * @param count how many requests, events or deliveries it meets
     * @param length how long it lasts, or how late something comes
     * @param variant chooses among kinds of one kind
     */
    public record PlannedFault(int number, Duration at, FaultKind kind, int count, Duration length, int variant) {}

    Schedule with(List<PlannedJob> someJobs, List<PlannedFault> someFaults) {
        return new Schedule(seed, setting, someJobs, someFaults);
    }

    Schedule with(Setting other) {
        return new Schedule(seed, other, jobs, faults);
    }

    /** When the last fault is over and the last command given. */
    Duration calmAt() {
        Duration last = Duration.ZERO;
        for (PlannedFault fault : faults) {
            last = later(last, fault.at().plus(fault.length()));
        }
        for (PlannedJob job : jobs) {
            last = later(last, job.at());
            for (PlannedCommand command : job.commands()) {
                last = later(last, job.at().plus(command.at()));
            }
        }
        return last.plusSeconds(1);
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
