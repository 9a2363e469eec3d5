package io.exportcomments.internal.log;

/**
 * The log of the library, looked for when there is something to write: finding the JDK's logger reads every jar of the
 * program, which most short programs need not wait for.
 */
public final class LibraryLog {
    private LibraryLog() {}

    /** The logger {@code io.exportcomments}. */
    public static System.Logger get() {
        return Late.LOGGER;
    }

    private static final class Late {
        private static final System.Logger LOGGER = System.getLogger("io.exportcomments");
    }
}
