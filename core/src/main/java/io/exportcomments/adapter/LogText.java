package io.exportcomments.adapter;

import java.util.regex.Pattern;

/**
 * Texts from outside as parts of a log's line. What the service says may hold line breaks, and must not begin lines of
 * its own in a log. Stateless.
 */
public final class LogText {
    /** Control characters, those of Latin-1 and the line breaks of Unicode included. */
    private static final Pattern NOT_OF_A_LINE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private LogText() {}

    /** The text with a blank in place of each control character and line break. */
    public static String oneLine(String text) {
        return NOT_OF_A_LINE.matcher(text).replaceAll(" ");
    }

    /** What a failure says, on one line; the simple name of its class if it says nothing. */
    public static String messageOf(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : oneLine(message);
    }
}
