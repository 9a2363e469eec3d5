package io.exportcomments.job;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The lifecycle of a job as one table: which commands a status allows, what an observed change means, what ends an attempt.
 *
 * <p>Source: the service's export jobs page. That stopping a queued job is allowed, and that a stopped job stays stopped, are
 * assumptions of this class alone.
 */
public final class Lifecycle {

    /** What an observed status means, seen from the status that is known. */
    public enum Change {
        /** The job came further. */
        FORWARD,
        /** The same status as before. */
        SAME,
        /** An old observation that came late. */
        STALE,
        /** What the lifecycle does not know: nothing may be concluded from it. */
        IMPOSSIBLE,
        /** A new attempt has begun. */
        NEW_ATTEMPT
    }

    /** How the attempt of an observation relates to the one that is known. */
    public enum Attempt {
        /** The observation is of an earlier attempt. */
        OLDER,
        /** It is of the known attempt, or does not say. */
        SAME,
        /** It is of a later attempt. */
        NEWER
    }

    private static final Map<JobStatus, Map<JobStatus, Change>> WITHIN_AN_ATTEMPT = new EnumMap<>(JobStatus.class);
    private static final Map<JobStatus, Set<JobCommand>> COMMANDS = new EnumMap<>(JobStatus.class);

    static {
        //                      to:  QUEUEING        PROGRESS        DONE               ERROR              STOPPED
        //      UNKNOWN
        row(
                JobStatus.QUEUEING,
                Change.SAME,
                Change.FORWARD,
                Change.FORWARD,
                Change.FORWARD,
                Change.FORWARD,
                Change.FORWARD);
        row(
                JobStatus.PROGRESS,
                Change.STALE,
                Change.SAME,
                Change.FORWARD,
                Change.FORWARD,
                Change.FORWARD,
                Change.FORWARD);
        row(
                JobStatus.UNKNOWN,
                Change.STALE,
                Change.FORWARD,
                Change.FORWARD,
                Change.FORWARD,
                Change.FORWARD,
                Change.SAME);
        row(
                JobStatus.DONE,
                Change.STALE,
                Change.STALE,
                Change.SAME,
                Change.IMPOSSIBLE,
                Change.IMPOSSIBLE,
                Change.STALE);
        row(
                JobStatus.ERROR,
                Change.STALE,
                Change.STALE,
                Change.IMPOSSIBLE,
                Change.SAME,
                Change.IMPOSSIBLE,
                Change.STALE);
        row(
                JobStatus.STOPPED,
                Change.STALE,
                Change.STALE,
                Change.IMPOSSIBLE,
                Change.IMPOSSIBLE,
                Change.SAME,
                Change.STALE);

        COMMANDS.put(JobStatus.QUEUEING, Set.of(JobCommand.STOP));
        COMMANDS.put(JobStatus.PROGRESS, Set.of(JobCommand.STOP));
        COMMANDS.put(JobStatus.UNKNOWN, Set.copyOf(EnumSet.allOf(JobCommand.class)));
        COMMANDS.put(JobStatus.DONE, Set.of());
        COMMANDS.put(JobStatus.ERROR, Set.of(JobCommand.RETRY));
        COMMANDS.put(JobStatus.STOPPED, Set.of());
    }

    private Lifecycle() {}

    private static void row(JobStatus from, Change... to) {
        Map<JobStatus, Change> row = new EnumMap<>(JobStatus.class);
        int column = 0;
        for (JobStatus status : JobStatus.values()) {
            row.put(status, to[column++]);
        }
        WITHIN_AN_ATTEMPT.put(from, row);
    }

    /** Whether a job of this status may be told this; of an unknown status, the service is left to decide. */
    public static boolean allows(JobStatus status, JobCommand command) {
        return commands(status).contains(command);
    }

    /** The commands that a job of this status may be given. */
    public static Set<JobCommand> commands(JobStatus status) {
        return COMMANDS.getOrDefault(status, Set.of());
    }

    /** What the observed status means where the known one was believed before. */
    public static Change change(JobStatus known, JobStatus observed, Attempt attempt) {
        return switch (attempt) {
            case OLDER -> Change.STALE;
            case NEWER -> known.isFinal() ? Change.IMPOSSIBLE : Change.NEW_ATTEMPT;
            case SAME -> WITHIN_AN_ATTEMPT.getOrDefault(known, Map.of()).getOrDefault(observed, Change.IMPOSSIBLE);
        };
    }
}
