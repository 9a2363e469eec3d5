package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.JobUpdate;
import java.util.function.Function;

/** How a command speaks: to a script in JSON, to a person, or to a person who wants to hear nothing but results and errors. */
public enum Voice {
    /** Results are lines of JSON, updates among them; no remarks. */
    JSON,
    /** Results and remarks for a person, and the progress. */
    HUMAN,
    /** Results alone. */
    QUIET;

    /**
     * Begins to show a job's progress in this way.
     *
     * @param source the name of the update source in use, asked whenever it is shown
     */
    public Progress progress(Terminal terminal, Function<JobUpdate, String> source) {
        Stopwatch stopwatch = new Stopwatch(System::nanoTime);
        return switch (this) {
            case JSON -> new JsonProgress(terminal);
            case QUIET -> new QuietProgress();
            case HUMAN ->
                terminal.showsRemarks()
                        ? new LiveProgress(terminal, stopwatch, source)
                        : new PlainProgress(terminal, stopwatch, source);
        };
    }
}
