package io.exportcomments.cli.internal.terminal;

/** How a command speaks: to a script in JSON, to a person, or to a person who wants to hear nothing but results and errors. */
public enum Voice {
    /** Results are lines of JSON, updates among them; no remarks. */
    JSON,
    /** Results and remarks for a person, and the progress. */
    HUMAN,
    /** Results alone. */
    QUIET;

    /** Begins to show a job's progress in this way. */
    public Progress progress(Terminal terminal) {
        Stopwatch stopwatch = new Stopwatch(System::nanoTime);
        return switch (this) {
            case JSON -> new JsonProgress(terminal);
            case QUIET -> new QuietProgress();
            case HUMAN ->
                terminal.showsRemarks()
                        ? new LiveProgress(terminal, stopwatch)
                        : new PlainProgress(terminal, stopwatch);
        };
    }
}
