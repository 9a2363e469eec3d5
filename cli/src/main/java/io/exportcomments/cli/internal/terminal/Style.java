package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.JobStatus;

/** The few colours in use. */
enum Style {
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36"),
    DIM("2"),
    BOLD("1");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** The text in this style, or as it is. */
    String on(boolean coloured, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    static Style of(JobStatus status) {
        return switch (status) {
            case DONE -> GREEN;
            case ERROR -> RED;
            case STOPPED -> YELLOW;
            case PROGRESS -> CYAN;
            case QUEUEING, UNKNOWN -> DIM;
        };
    }
}
