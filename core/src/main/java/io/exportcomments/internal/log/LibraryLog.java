package io.exportcomments.internal.log;

import java.util.regex.Pattern;

/**
 * The log of the library, looked for when there is something to write: finding the JDK's logger reads every jar of the
 * program, which most short programs need not wait for.
 */
public final class LibraryLog {
    private static final Pattern NOT_OF_A_LINE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private LibraryLog() {}

    /** The logger {@code io.exportcomments}. */
    public static System.Logger get() {
        return Late.LOGGER;
    }

    /** What an error says, as a part of a line: what comes from outside begins no lines of its own. */
    public static String said(Throwable error) {
        return NOT_OF_A_LINE.matcher(String.valueOf(error.getMessage())).replaceAll(" ");
    }

    private static final class Late {
        private static final System.Logger LOGGER = System.getLogger("io.exportcomments");
    }
}
