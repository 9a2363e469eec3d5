package io.exportcomments.result.csv.internal;

import java.util.regex.Pattern;

/** Cells that a spreadsheet leaves as they are. */
final class SpreadsheetText {
    /** A spreadsheet's numbers have 15 digits. */
    private static final int EXACT_DIGITS = 15;

    /**
     * What a spreadsheet may take for the end of a cell, in some countries or by its dialog, and then for a formula.
     */
    private static final Pattern FORMULA_BEHIND_SEPARATOR =
            Pattern.compile("(?s)(?<=.)([;\\t\\r\\n]\\s*\"?)(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

    private SpreadsheetText() {}

    /** A text, which must not become a formula or another number. */
    static String ofText(String text) {
        String safe =
                hasSeparator(text) ? FORMULA_BEHIND_SEPARATOR.matcher(text).replaceAll("$1'") : text;
        return startsFormula(safe) || isRounded(safe) ? "'" + safe : safe;
    }

    private static boolean hasSeparator(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ';' || c == '\t' || c == '\r' || c == '\n') {
                return true;
            }
        }
        return false;
    }

    /** A number, which must keep its digits. */
    static String ofNumber(String number) {
        return isRounded(number) ? "'" + number : number;
    }

    private static boolean startsFormula(String text) {
        return !text.isEmpty()
                && switch (text.charAt(0)) {
                    case '=', '+', '-', '@', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20', '\t', '\r', '\n' -> true;
                    default -> false;
                };
    }

    private static boolean isRounded(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - from;
        boolean loses = digits > EXACT_DIGITS || (digits > 1 && text.charAt(from) == '0');
        return loses && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }
}
