package io.exportcomments.job;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lifecycle of a job as one table: which commands a status allows, what an observed change means, what ends an
 * attempt.
 *
 * <p>Source: the service's export jobs page. That stopping a queued job is allowed, and that a stopped job stays
 * stopped, are assumptions of this class alone.
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

    /** Rows: the status that is known. Columns: the status that is observed within the same attempt. */
    private static final String TABLE = """
            .        QUEUEING PROGRESS DONE       ERROR      STOPPED    UNKNOWN
            QUEUEING SAME     FORWARD  FORWARD    FORWARD    FORWARD    FORWARD
            PROGRESS STALE    SAME     FORWARD    FORWARD    FORWARD    FORWARD
            UNKNOWN  STALE    FORWARD  FORWARD    FORWARD    FORWARD    SAME
            DONE     STALE    STALE    SAME       IMPOSSIBLE IMPOSSIBLE STALE
            ERROR    STALE    STALE    IMPOSSIBLE SAME       IMPOSSIBLE STALE
            STOPPED  STALE    STALE    IMPOSSIBLE IMPOSSIBLE SAME       STALE
            """;

    private static final Map<JobStatus, Map<JobStatus, Change>> WITHIN_AN_ATTEMPT = parse(TABLE);

    private static final Map<JobStatus, Set<JobCommand>> COMMANDS = Map.of(
            JobStatus.QUEUEING, Set.of(JobCommand.STOP),
            JobStatus.PROGRESS, Set.of(JobCommand.STOP),
            JobStatus.UNKNOWN, Set.of(JobCommand.STOP, JobCommand.RETRY),
            JobStatus.DONE, Set.of(),
            JobStatus.ERROR, Set.of(JobCommand.RETRY),
            JobStatus.STOPPED, Set.of());

    private Lifecycle() {}

    private static Map<JobStatus, Map<JobStatus, Change>> parse(String table) {
        List<String> lines = table.lines().toList();
        String[] columns = lines.get(0).split(" +");
        Map<JobStatus, Map<JobStatus, Change>> rows = new EnumMap<>(JobStatus.class);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(" +");
            Map<JobStatus, Change> row = new EnumMap<>(JobStatus.class);
            for (int i = 1; i < cells.length; i++) {
                row.put(JobStatus.valueOf(columns[i]), Change.valueOf(cells[i]));
            }
            rows.put(JobStatus.valueOf(cells[0]), row);
        }
        return rows;
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
