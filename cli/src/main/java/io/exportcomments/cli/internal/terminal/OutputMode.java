package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.JobUpdate;
import java.util.function.Function;

/** How a command prints: JSON for scripts, text for people, or nothing but results and errors. */
public enum OutputMode {
    /** Results and updates as lines of JSON; no remarks. */
    JSON,
    /** Results, remarks and progress as text. */
    HUMAN,
    /** Results only. */
    QUIET;

    /**
     * Starts showing a job's progress.
     *
     * @param source the name of the update source in use, asked whenever it is shown
     */
    public Progress progress(Terminal terminal, Function<JobUpdate, String> source) {
        ElapsedTime elapsed = new ElapsedTime(System::nanoTime);
        return switch (this) {
            case JSON -> new JsonProgress(terminal);
            case QUIET -> new QuietProgress();
            case HUMAN ->
                terminal.showsRemarks()
                        ? new LiveProgress(terminal, elapsed, source)
                        : new PlainProgress(terminal, elapsed, source);
        };
    }
}
