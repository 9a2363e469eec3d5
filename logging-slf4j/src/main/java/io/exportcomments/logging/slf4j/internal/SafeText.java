package io.exportcomments.logging.slf4j.internal;

import io.exportcomments.error.ExportCommentsException;
import java.util.regex.Pattern;

/** What may be said of a failure. */
final class SafeText {
    /** Control characters, those of Latin-1 and the line breaks of Unicode included. */
    private static final Pattern NOT_OF_A_LINE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private SafeText() {}

    /**
     * The library's own messages hold no secret. What another library says may hold a URL or a header: of that there is
     * the class alone. No line breaks, so that nobody from outside writes lines of their own into a log.
     */
    static String said(Throwable error) {
        String kind = error.getClass().getSimpleName();
        String message = error instanceof ExportCommentsException ? error.getMessage() : null;
        return message == null ? kind : kind + ": " + oneLine(message);
    }

    static String oneLine(String text) {
        return NOT_OF_A_LINE.matcher(text).replaceAll(" ");
    }
}
